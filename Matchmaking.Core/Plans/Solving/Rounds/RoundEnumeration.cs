namespace Matchmaking.Core.Plans.Solving.Rounds;

/// <summary>
/// Tries everything that could still be better, for small problems and small gaps: each pair in each common round or not at all, given up
/// as soon as what is decided already costs the whole gap. What a decision costs is read off the prices of the bound, whose terms all have a loss of at least 0
/// (reduced-cost bounding). With an end to it within its limit, what was best is optimal, and where there was nothing there is no plan.
/// </summary>
internal sealed class RoundEnumeration
{
    private readonly RoundModel _model;
    private readonly RoundBound _bound;
    private readonly RoundSchedule _schedule;
    private readonly Action<RoundSchedule> _found;
    private readonly CancellationToken _cancellation;
    private readonly long[] _skipLoss;
    private readonly int[] _lastPair;
    private readonly int[] _pairsLeft;
    private Int128 _allowance;
    private long _nodesLeft;

    /// <param name="model">What is planned.</param>
    /// <param name="bound">Its prices.</param>
    /// <param name="found">Told of every schedule that is better than all before.</param>
    /// <param name="cancellation">Ends it early.</param>
    public RoundEnumeration(RoundModel model, RoundBound bound, Action<RoundSchedule> found, CancellationToken cancellation)
    {
        _model = model;
        _bound = bound;
        _found = found;
        _cancellation = cancellation;
        _schedule = new RoundSchedule(model);
        _skipLoss = new long[model.Pairs.Length];
        _lastPair = new int[model.Participants];
        _pairsLeft = new int[model.Participants];
        Array.Fill(_lastPair, -1);
        for (var i = 0; i < model.Pairs.Length; i++)
        {
            var (s, f) = (model.Pairs[i].Startup, model.FundNode[i]);
            _lastPair[s] = _lastPair[f] = i;
            _pairsLeft[s]++;
            _pairsLeft[f]++;
            var best = long.MinValue;
            for (var round = 0; round < model.Rounds; round++)
            {
                if (model.IsOpenIn(s, round) && model.IsOpenIn(f, round))
                    best = Math.Max(best, bound.SlackIn(i, round));
            }

            _skipLoss[i] = model.Pinned[i] ? best : Math.Max(0, best);
        }
    }

    /// <param name="value">Only schedules that are worth more count; null: none is known.</param>
    /// <param name="nodes">Most decisions.</param>
    /// <returns>Whether everything was tried.</returns>
    public bool Run(long? value, long nodes)
    {
        _nodesLeft = nodes;
        _allowance = value is { } known ? (Int128)_bound.Value - known : Int128.MaxValue;
        Int128 loss = 0;
        for (var v = 0; v < _model.Participants; v++)
        {
            if (_lastPair[v] < 0)
                loss += LossOf(v);
            if (_pairsLeft[v] < _model.Least[v])
                return true;
        }

        if (loss < _allowance)
            Decide(0, loss);
        return _nodesLeft > 0;
    }

    private void Decide(int pair, Int128 loss)
    {
        if (--_nodesLeft <= 0 || ((_nodesLeft & 0xFFFF) == 0 && _cancellation.IsCancellationRequested))
        {
            _nodesLeft = 0;
            return;
        }

        if (pair == _model.Pairs.Length)
        {
            Finish(loss);
            return;
        }

        var (s, f) = (_model.Pairs[pair].Startup, _model.FundNode[pair]);
        _pairsLeft[s]--;
        _pairsLeft[f]--;
        if (_schedule.Count[s] < _model.Most[s] && _schedule.Count[f] < _model.Most[f])
        {
            for (var round = 0; round < _model.Rounds && _nodesLeft > 0; round++)
            {
                if (!_schedule.IsFree(s, round) || !_schedule.IsFree(f, round) || !_schedule.HasRoom(round))
                    continue;
                _schedule.Place(pair, round);
                GoOn(pair, s, f, loss + _skipLoss[pair] - _bound.SlackIn(pair, round));
                _schedule.Remove(pair);
            }
        }

        if (!_model.Pinned[pair])
            GoOn(pair, s, f, loss + _skipLoss[pair]);
        _pairsLeft[s]++;
        _pairsLeft[f]++;
    }

    private void GoOn(int pair, int s, int f, Int128 loss)
    {
        if (_schedule.Count[s] + _pairsLeft[s] < _model.Least[s] || _schedule.Count[f] + _pairsLeft[f] < _model.Least[f])
            return;
        if (_lastPair[s] == pair)
            loss += LossOf(s);
        if (_lastPair[f] == pair)
            loss += LossOf(f);
        if (loss < _allowance && _nodesLeft > 0)
            Decide(pair + 1, loss);
    }

    private void Finish(Int128 loss)
    {
        loss += _bound.LossOfTables(_schedule.Size);
        if (loss >= _allowance)
            return;
        _allowance = loss;
        _found(_schedule);
    }

    private Int128 LossOf(int v)
    {
        var loss = _bound.LossOfCount(v, _schedule.Count[v]);
        for (var round = 0; round < _model.Rounds; round++)
        {
            if (_schedule.IsFree(v, round))
                loss += _bound.OfSlot(v, round);
        }

        return loss;
    }
}
