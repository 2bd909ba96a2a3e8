using System.Runtime.CompilerServices;
using Matchmaking.Core.Plans.Solving.Rounds;

namespace Matchmaking.Core.Plans.Repair;

/// <summary>Which pairs of a model met in the plan before, and when.</summary>
/// <param name="IsKept">Whether each pair met.</param>
/// <param name="Round">The round, from 0, in which it did.</param>
internal readonly record struct KeptPairs(bool[] IsKept, int[] Round)
{
    /// <summary>Cost: pairs + meetings.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static KeptPairs Of(RoundModel model, IReadOnlyList<Meeting> before)
    {
        // Meetings of each startup as a chain; while its pairs pass by, funds know their meeting with it.
        var (first, next) = (new int[model.Startups], new int[before.Count]);
        Array.Fill(first, -1);
        for (var i = 0; i < before.Count; i++)
            (next[i], first[before[i].Startup]) = (first[before[i].Startup], i);
        var meeting = new int[model.Participants];
        Array.Fill(meeting, -1);
        var (isKept, round) = (new bool[model.Pairs.Length], new int[model.Pairs.Length]);
        var startup = -1;
        for (var i = 0; i < isKept.Length; i++)
        {
            if (model.Pairs[i].Startup != startup)
            {
                Note(startup, isOver: true);
                startup = model.Pairs[i].Startup;
                Note(startup, isOver: false);
            }

            if (meeting[model.FundNode[i]] is >= 0 and var k)
                (isKept[i], round[i]) = (true, before[k].Round - 1);
        }

        return new(isKept, round);

        void Note(int s, bool isOver)
        {
            for (var k = s < 0 ? -1 : first[s]; k >= 0; k = next[k])
                meeting[model.Startups + before[k].Fund] = isOver ? -1 : k;
        }
    }
}
