using Matchmaking.Core.Plans;
using Matchmaking.Core.Plans.Solving;

namespace Matchmaking.Tests.Core.Plans;

/// <summary>
/// The oracle: tries every pair in every round or not at all, knowing the rules of a plan and nothing of flows, colourings or fairness scales.
/// </summary>
internal sealed class ExhaustiveSearch
{
    private readonly MeetingProblem _problem;
    private readonly int[] _startupCount;
    private readonly int[] _fundCount;
    private readonly int[] _roundCount;
    private readonly HashSet<(int, int)> _startupBusy = [];
    private readonly HashSet<(int, int)> _fundBusy = [];
    private readonly long[] _lots;

    private ExhaustiveSearch(MeetingProblem problem)
    {
        _problem = problem;
        _startupCount = new int[problem.Startups.Count];
        _fundCount = new int[problem.Funds.Count];
        _roundCount = new int[problem.Rounds + 1];
        _lots = [.. problem.Pairs.Select(p => LotOf(problem, p))];
    }

    private Found? Best { get; set; }

    /// <summary>The highest weight and, among the plans of that weight, the fewest meetings of weight 0; null where there is no plan.</summary>
    public static (long Value, int Worthless)? Run(MeetingProblem problem) =>
        RunAll(problem) is { } best ? (best.Weight, best.Worthless) : null;

    /// <summary>The best plan by all that the terms say, and by lots in the end.</summary>
    public static Found? RunAll(MeetingProblem problem)
    {
        if (problem.Pins.Any(pin => problem.Pairs.All(p => p.Key != pin.Key)))
            return null;
        var search = new ExhaustiveSearch(problem);
        search.Try(0, 0, 0, 0);
        return search.Best;
    }

    /// <summary>What a plan is by the same measures.</summary>
    public static Found Of(MeetingProblem problem, MeetingPlan plan)
    {
        var counts = new int[problem.Startups.Count];
        foreach (var meeting in plan.Meetings)
            counts[meeting.Startup]++;
        var met = plan.Meetings.Select(m => m.Key).ToHashSet();
        return new([.. counts.Order()], plan.Meetings.Sum(m => m.Weight), plan.Meetings.Count(m => m.Weight == 0),
            problem.Pairs.Where(p => met.Contains(p.Key)).Sum(p => LotOf(problem, p)));
    }

    private static long LotOf(MeetingProblem problem, MeetingPair pair)
    {
        var (startup, fund) = (problem.Startups[pair.Startup].Id, problem.Funds[pair.Fund].Id);
        var scaled = problem.Ties.Scaled(pair.Weight, TieScale.Hash(problem.Terms.Seed, startup), TieScale.Hash(problem.Terms.Seed, fund));
        return scaled - (pair.Weight * problem.Ties.Scale) + (pair.Weight == 0 ? problem.Ties.WorthlessCost : 0);
    }

    private void Try(int index, long weight, int worthless, long lots)
    {
        if (index == _problem.Pairs.Count)
        {
            if (!MinimumsMet())
                return;
            var found = new Found([.. _startupCount.Order()], weight, worthless, lots);
            if (Best is null || found.IsBetterThan(Best, _problem.Terms.Objective))
                Best = found;
            return;
        }

        var pair = _problem.Pairs[index];
        if (_problem.Pins.All(pin => pin.Key != pair.Key))
            Try(index + 1, weight, worthless, lots);
        if (_problem.Vetoes.Contains(pair.Key) || _startupCount[pair.Startup] == _problem.Startups[pair.Startup].Max
            || _fundCount[pair.Fund] == _problem.Funds[pair.Fund].Max)
            return;
        for (var round = 1; round <= _problem.Rounds; round++)
        {
            if (_roundCount[round] == _problem.Tables - _problem.Terms.ClosedTables.Count
                || _startupBusy.Contains((pair.Startup, round)) || _fundBusy.Contains((pair.Fund, round)))
                continue;
            Place(pair, round);
            Try(index + 1, weight + pair.Weight, worthless + (pair.Weight == 0 ? 1 : 0), lots + _lots[index]);
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

    /// <summary>A plan by its measures; the counts ascend.</summary>
    internal sealed record Found(int[] Counts, long Weight, int Worthless, long Lots)
    {
        public bool IsBetterThan(Found other, MeetingObjective objective)
        {
            if (objective == MeetingObjective.Fair)
            {
                // Leximin: the first count that differs decides.
                for (var i = 0; i < Counts.Length; i++)
                {
                    if (Counts[i] != other.Counts[i])
                        return Counts[i] > other.Counts[i];
                }
            }

            if (Weight != other.Weight)
                return Weight > other.Weight;
            return Worthless != other.Worthless ? Worthless < other.Worthless : Lots > other.Lots;
        }
    }
}
