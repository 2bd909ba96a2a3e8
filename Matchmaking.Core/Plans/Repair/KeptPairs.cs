using System.Runtime.CompilerServices;
using Matchmaking.Core.Plans.Solving.Rounds;

namespace Matchmaking.Core.Plans.Repair;

/// <summary>Which pairs of a model met in the plan before, and when.</summary>
internal sealed class KeptPairs
{
    private readonly IReadOnlyList<Meeting> _before;

    // Meetings of each startup as a chain of indices that ends with -1.
    private readonly int[] _first;
    private readonly int[] _next;

    private KeptPairs(IReadOnlyList<Meeting> before, int[] first, int[] next, bool[] isKept) => (_before, _first, _next, IsKept) = (before, first, next, isKept);

    /// <summary>Whether each pair of the model met.</summary>
    public bool[] IsKept { get; }

    /// <summary>The round, from 0, in which a kept pair met.</summary>
    public int RoundOf(MeetingPair pair)
    {
        for (var k = _first[pair.Startup]; k >= 0; k = _next[k])
        {
            if (_before[k].Fund == pair.Fund)
                return _before[k].Round - 1;
        }

        throw new ArgumentException("The pair did not meet.", nameof(pair));
    }

    /// <summary>Cost: pairs + meetings.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static KeptPairs Of(RoundModel model, IReadOnlyList<Meeting> before)
    {
        // While the pairs of a startup pass by, funds know whether they met it.
        var (first, next) = (new int[model.Startups], new int[before.Count]);
        Array.Fill(first, -1);
        for (var i = 0; i < before.Count; i++)
            (next[i], first[before[i].Startup]) = (first[before[i].Startup], i);
        var met = new bool[model.Participants - model.Startups];
        var isKept = new bool[model.Pairs.Length];
        var startup = -1;
        for (var i = 0; i < isKept.Length; i++)
        {
            if (model.Pairs[i].Startup != startup)
            {
                Note(startup, isOver: true);
                startup = model.Pairs[i].Startup;
                Note(startup, isOver: false);
            }

            isKept[i] = met[model.Pairs[i].Fund];
        }

        return new(before, first, next, isKept);

        void Note(int s, bool isOver)
        {
            for (var k = s < 0 ? -1 : first[s]; k >= 0; k = next[k])
                met[before[k].Fund] = !isOver;
        }
    }
}
