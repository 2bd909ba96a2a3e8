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
    private readonly long _firstServed;
    private readonly List<int> _candidates = [];
    private readonly List<long> _weights = [];

    /// <param name="model">What is planned.</param>
    /// <param name="settled">Pairs that stay where they are, beside the pinned ones; null: none.</param>
    public RoundSweep(RoundModel model, bool[]? settled = null)
    {
        _settled = settled;
        _model = model;
        var largest = (Int128)model.Pairs.Select(p => p.Weight).DefaultIfEmpty().Max() + ((Int128)model.FairScale * model.Rounds) + 1;
        // Outweighs what the others on an exchange can lose, as far as sums of it fit.
        _firstServed = (long)Int128.Min(largest * (model.Participants + 1), MaxMagnitude / (4 * (model.Participants + 3)));
    }

    /// <summary>Goes through the rounds until a whole turn improves nothing.</summary>
    public void Improve(RoundSchedule schedule, int turns, CancellationToken cancellation)
    {
        var score = RoundScore.Of(_model, schedule);
        for (var turn = 0; turn < turns && !cancellation.IsCancellationRequested; turn++)
        {
            for (var round = 0; round < _model.Rounds && !cancellation.IsCancellationRequested; round++)
                Rematch(schedule, round);
            var better = RoundScore.Of(_model, schedule);
            if (!better.IsBetterThan(score))
                return;
            score = better;
        }
    }

    private void Rematch(RoundSchedule schedule, int round)
    {
        var places = _model.Places[round];
        for (var i = 0; i < _model.Pairs.Length; i++)
        {
            if (schedule.RoundOf[i] != round)
                continue;
            if (_model.Pinned[i] || _settled?[i] == true)
                places--;
            else
                schedule.Remove(i);
        }

        _candidates.Clear();
        _weights.Clear();
        for (var i = 0; i < _model.Pairs.Length; i++)
        {
            var (s, f) = (_model.Pairs[i].Startup, _model.FundNode[i]);
            if (schedule.RoundOf[i] >= 0 || !schedule.IsFree(s, round) || !schedule.IsFree(f, round)
                || schedule.Count[s] >= _model.Most[s] || schedule.Count[f] >= _model.Most[f])
                continue;
            _candidates.Add(i);
            _weights.Add(_model.Pairs[i].Weight + _model.FairReward(s, schedule.Count[s] + 1)
                + (schedule.Count[s] < _model.Least[s] ? _firstServed : 0)
                + (schedule.Count[f] < _model.Least[f] ? _firstServed : 0)
                + (_model.Pinned[i] ? _firstServed : 0));
        }

        if (_candidates.Count == 0 || places <= 0)
            return;
        var flow = new PairFlow(new PairFlowLimits
        {
            Startups = _model.Startups,
            Funds = _model.Participants - _model.Startups,
            Minimum = new int[_model.Participants],
            Maximum = [.. Enumerable.Repeat(1, _model.Participants)],
            Room = places == int.MaxValue ? null : places,
            PairStartup = [.. _candidates.Select(i => _model.Pairs[i].Startup)],
            PairFund = [.. _candidates.Select(i => _model.Pairs[i].Fund)],
        });
        flow.Solve([.. _weights], CancellationToken.None);
        for (var k = 0; k < _candidates.Count; k++)
        {
            if (flow.Chosen[k])
                schedule.Place(_candidates[k], round);
        }
    }
}
