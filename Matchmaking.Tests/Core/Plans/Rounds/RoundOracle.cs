using Matchmaking.Core.Plans;

namespace Matchmaking.Tests.Core.Plans.Rounds;

/// <summary>Tries every pair in every round in which both are there, or not at all; knows the rules of a plan and nothing of flows, prices or chains.</summary>
internal sealed class RoundOracle
{
    private readonly MeetingProblem _problem;
    private readonly Dictionary<PairKey, int?[]> _pins;
    private readonly HashSet<(MeetingSide, int, int)> _busy = [];
    private readonly int[] _startups;
    private readonly int[] _funds;
    private readonly int[] _rounds;
    private long? _best;

    private RoundOracle(MeetingProblem problem)
    {
        _problem = problem;
        _pins = problem.Pins.GroupBy(p => p.Key).ToDictionary(g => g.Key, g => g.Select(p => p.Round).ToArray());
        _startups = new int[problem.Startups.Count];
        _funds = new int[problem.Funds.Count];
        _rounds = new int[problem.Rounds + 1];
    }

    /// <summary>The highest value as <see cref="MeetingPlan.Value"/> defines it, fairness included; null where there is no plan.</summary>
    public static long? Run(MeetingProblem problem)
    {
        var eligible = problem.Pairs.Select(p => p.Key).ToHashSet();
        if (problem.Pins.Any(p => !eligible.Contains(p.Key)))
            return null;
        var oracle = new RoundOracle(problem);
        oracle.Try(0, 0);
        return oracle._best;
    }

    private void Try(int index, long value)
    {
        if (index == _problem.Pairs.Count)
        {
            if (_startups.Select((n, s) => n >= _problem.Startups[s].Min).All(met => met) && _funds.Select((n, f) => n >= _problem.Funds[f].Min).All(met => met))
                _best = Math.Max(_best ?? long.MinValue, value + Fairness());
            return;
        }

        var pair = _problem.Pairs[index];
        var pins = _pins.GetValueOrDefault(pair.Key);
        if (pins is null)
            Try(index + 1, value);
        if (_problem.Vetoes.Contains(pair.Key) || _startups[pair.Startup] == _problem.Startups[pair.Startup].Max || _funds[pair.Fund] == _problem.Funds[pair.Fund].Max)
            return;
        foreach (var round in _problem.CommonRounds(pair.Startup, pair.Fund))
        {
            if (pins?.Any(p => p is { } pinned && pinned != round) == true || _rounds[round] == _problem.Places
                || _busy.Contains((MeetingSide.Startup, pair.Startup, round)) || _busy.Contains((MeetingSide.Fund, pair.Fund, round)))
                continue;
            Count(pair, round, 1);
            Try(index + 1, value + pair.Weight);
            Count(pair, round, -1);
        }
    }

    // The first meeting of a startup counts as many units as there are rounds, the next one less, and so on.
    private long Fairness()
    {
        var units = 0L;
        foreach (var meetings in _startups)
        {
            for (var j = 1; j <= meetings; j++)
                units += _problem.Rounds - j + 1;
        }

        return units * _problem.FairScale;
    }

    private void Count(MeetingPair pair, int round, int change)
    {
        _startups[pair.Startup] += change;
        _funds[pair.Fund] += change;
        _rounds[round] += change;
        foreach (var slot in ((MeetingSide, int, int)[])[(MeetingSide.Startup, pair.Startup, round), (MeetingSide.Fund, pair.Fund, round)])
        {
            if (change > 0)
                _busy.Add(slot);
            else
                _busy.Remove(slot);
        }
    }
}
