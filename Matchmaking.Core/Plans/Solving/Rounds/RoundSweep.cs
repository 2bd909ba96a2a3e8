using System.Runtime.CompilerServices;

namespace Matchmaking.Core.Plans.Solving.Rounds;

/// <summary>
/// Improves a schedule round by round: with all other rounds as they are, one round is a matching, and the best one is found exactly (as a flow with at most one pair
/// a participant). A round is never made worse, and whoever is below its minimum goes first.
/// </summary>
internal sealed class RoundSweep
{
    private const long MaxMagnitude = 1L << 60;

    private readonly RoundModel _model;
    private readonly bool[]? _settled;
    private readonly long[]? _weights;
    private readonly long _firstServed;
    private readonly List<int> _loose = [];
    private readonly List<int> _candidates = [];
    private readonly List<long> _worth = [];

    /// <param name="model">What is planned.</param>
    /// <param name="settled">Pairs that stay where they are, beside the pinned ones; null: none.</param>
    /// <param name="weights">Of pairs; null: those of the model.</param>
    public RoundSweep(RoundModel model, bool[]? settled = null, long[]? weights = null)
    {
        _settled = settled;
        _weights = weights;
        _model = model;
        var heaviest = 0L;
        for (var i = 0; i < model.Pairs.Length; i++)
            heaviest = Math.Max(heaviest, WeightOf(i));
        var largest = heaviest + ((Int128)model.FairScale * model.Rounds) + 1;
        // Outweighs what the others on an exchange can lose, as far as sums of it fit.
        _firstServed = (long)Int128.Min(largest * (model.Participants + 1), MaxMagnitude / (4 * (model.Participants + 3)));
    }

    /// <summary>Goes through the rounds until a whole turn improves nothing.</summary>
    public void Improve(RoundSchedule schedule, int turns, CancellationToken cancellation)
    {
        ListLoose();
        var score = RoundScore.Of(_model, schedule, _weights);
        for (var turn = 0; turn < turns && !cancellation.IsCancellationRequested; turn++)
        {
            for (var round = 0; round < _model.Rounds && !cancellation.IsCancellationRequested; round++)
                Rematch(schedule, round);
            var better = RoundScore.Of(_model, schedule, _weights);
            if (!better.IsBetterThan(score))
                return;
            score = better;
        }
    }

    private long WeightOf(int pair) => _weights is null ? _model.Pairs[pair].Weight : _weights[pair];

    // Pairs that may come and go: with a side whose settled meetings fill its maximum a pair cannot meet, or it is settled itself.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ListLoose()
    {
        _loose.Clear();
        var left = (int[])_model.Most.Clone();
        for (var i = 0; i < _model.Pairs.Length && _settled is not null; i++)
        {
            if (!_settled[i])
                continue;
            left[_model.Pairs[i].Startup]--;
            left[_model.FundNode[i]]--;
        }

        for (var i = 0; i < _model.Pairs.Length; i++)
        {
            if (_settled?[i] != true && left[_model.Pairs[i].Startup] > 0 && left[_model.FundNode[i]] > 0)
                _loose.Add(i);
        }
    }

    private void Rematch(RoundSchedule schedule, int round)
    {
        var places = _model.Places[round];
        var staying = schedule.Size[round];
        foreach (var i in _loose)
        {
            if (schedule.RoundOf[i] != round || _model.Pinned[i])
                continue;
            schedule.Remove(i);
            staying--;
        }

        places -= staying;

        _candidates.Clear();
        _worth.Clear();
        foreach (var i in _loose)
        {
            var (s, f) = (_model.Pairs[i].Startup, _model.FundNode[i]);
            if (schedule.RoundOf[i] >= 0 || !schedule.IsFree(s, round) || !schedule.IsFree(f, round)
                || schedule.Count[s] >= _model.Most[s] || schedule.Count[f] >= _model.Most[f])
                continue;
            _candidates.Add(i);
            _worth.Add(WeightOf(i) + _model.FairReward(s, schedule.Count[s] + 1)
                + (schedule.Count[s] < _model.Least[s] ? _firstServed : 0)
                + (schedule.Count[f] < _model.Least[f] ? _firstServed : 0)
                + (_model.Pinned[i] ? _firstServed : 0));
        }

        if (_candidates.Count == 0 || places <= 0)
            return;
        var flow = new PairFlow(Matching(_model.Places[round] == int.MaxValue ? null : places));
        flow.Solve([.. _worth], CancellationToken.None);
        for (var k = 0; k < _candidates.Count; k++)
        {
            if (flow.Chosen[k])
                schedule.Place(_candidates[k], round);
        }
    }

    // Only of those who could meet: mostly few, where much is settled.
    private PairFlowLimits Matching(int? room)
    {
        var number = new int[_model.Participants];
        foreach (var i in _candidates)
            number[_model.Pairs[i].Startup] = number[_model.FundNode[i]] = 1;
        var (startups, funds) = (0, 0);
        for (var v = 0; v < number.Length; v++)
        {
            if (number[v] > 0)
                number[v] = v < _model.Startups ? startups++ : funds++;
        }

        var (startup, fund, maximum) = (new int[_candidates.Count], new int[_candidates.Count], new int[startups + funds]);
        for (var k = 0; k < startup.Length; k++)
            (startup[k], fund[k]) = (number[_model.Pairs[_candidates[k]].Startup], number[_model.FundNode[_candidates[k]]]);
        Array.Fill(maximum, 1);
        return new PairFlowLimits
        {
            Startups = startups,
            Funds = funds,
            Minimum = new int[maximum.Length],
            Maximum = maximum,
            Room = room,
            PairStartup = startup,
            PairFund = fund,
        };
    }
}
