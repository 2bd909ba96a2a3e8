using Matchmaking.Core.Plans;

namespace Matchmaking.Tests.Core.Plans;

/// <summary>
/// The oracle: tries every pair in every round or not at all, knowing the rules of a plan and nothing of flows or colourings.
/// </summary>
internal sealed class ExhaustiveSearch
{
    private readonly MeetingProblem _problem;
    private readonly int[] _startupCount;
    private readonly int[] _fundCount;
    private readonly int[] _roundCount;
    private readonly HashSet<(int, int)> _startupBusy = [];
    private readonly HashSet<(int, int)> _fundBusy = [];

    private ExhaustiveSearch(MeetingProblem problem)
    {
        _problem = problem;
        _startupCount = new int[problem.Startups.Count];
        _fundCount = new int[problem.Funds.Count];
        _roundCount = new int[problem.Rounds + 1];
    }

    private (long Value, int Worthless)? Best { get; set; }

    /// <summary>The highest value and, among the plans of that value, the fewest meetings of weight 0; null where there is no plan.</summary>
    public static (long Value, int Worthless)? Run(MeetingProblem problem)
    {
        if (problem.Pins.Any(pin => problem.Pairs.All(p => p.Key != pin.Key)))
            return null;
        var search = new ExhaustiveSearch(problem);
        search.Try(0, 0, 0);
        return search.Best;
    }

    private void Try(int index, long value, int worthless)
    {
        if (index == _problem.Pairs.Count)
        {
            if (MinimumsMet() && (Best is not { } best || value > best.Value || (value == best.Value && worthless < best.Worthless)))
                Best = (value, worthless);
            return;
        }

        var pair = _problem.Pairs[index];
        if (_problem.Pins.All(pin => pin.Key != pair.Key))
            Try(index + 1, value, worthless);
        if (_problem.Vetoes.Contains(pair.Key) || _startupCount[pair.Startup] == _problem.Startups[pair.Startup].Max
            || _fundCount[pair.Fund] == _problem.Funds[pair.Fund].Max)
            return;
        for (var round = 1; round <= _problem.Rounds; round++)
        {
            if (_roundCount[round] == _problem.Tables || _startupBusy.Contains((pair.Startup, round)) || _fundBusy.Contains((pair.Fund, round)))
                continue;
            Place(pair, round);
            Try(index + 1, value + pair.Weight, worthless + (pair.Weight == 0 ? 1 : 0));
            Remove(pair, round);
        }
    }

    private bool MinimumsMet() =>
        _startupCount.Select((count, s) => count >= _problem.Startups[s].Min).All(met => met)
        && _fundCount.Select((count, f) => count >= _problem.Funds[f].Min).All(met => met);

    private void Place(MeetingPair pair, int round)
    {
        _startupCount[pair.Startup]++;
        _fundCount[pair.Fund]++;
        _roundCount[round]++;
        _startupBusy.Add((pair.Startup, round));
        _fundBusy.Add((pair.Fund, round));
    }

    private void Remove(MeetingPair pair, int round)
    {
        _startupCount[pair.Startup]--;
        _fundCount[pair.Fund]--;
        _roundCount[round]--;
        _startupBusy.Remove((pair.Startup, round));
        _fundBusy.Remove((pair.Fund, round));
    }
}
