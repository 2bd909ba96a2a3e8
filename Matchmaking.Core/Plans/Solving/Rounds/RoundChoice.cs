namespace Matchmaking.Core.Plans.Solving.Rounds;

/// <summary>
/// Chooses pairs of a model without regard to who meets when: the Lagrangian subproblem, and the source of good sets of pairs. Pinned pairs are always chosen; they
/// are taken out of the flow with the meetings and the places that they use up.
/// </summary>
internal sealed class RoundChoice
{
    private readonly RoundModel _model;
    private readonly int[] _free;
    private readonly int[] _pinned;
    private readonly long[] _weights;
    private readonly PairFlow _flow;

    /// <param name="model">Nobody's most is below its least or its pins, and the places suffice for the pins.</param>
    public RoundChoice(RoundModel model)
    {
        _model = model;
        _free = [.. Enumerable.Range(0, model.Pairs.Length).Where(i => !model.Pinned[i])];
        _pinned = [.. Enumerable.Range(0, model.Pairs.Length).Where(i => model.Pinned[i])];
        _weights = new long[_free.Length];
        _flow = new PairFlow(new PairFlowLimits
        {
            Startups = model.Startups,
            Funds = model.Participants - model.Startups,
            Minimum = [.. model.Least.Select((least, v) => Math.Max(0, least - model.PinnedCount[v]))],
            Maximum = [.. model.Most.Select((most, v) => most - model.PinnedCount[v])],
            Room = model.Room - _pinned.Length,
            PairStartup = [.. _free.Select(i => model.Pairs[i].Startup)],
            PairFund = [.. _free.Select(i => model.Pairs[i].Fund)],
            FirstReward = model.FairScale == 0 ? null
                : [.. Enumerable.Range(0, model.Startups).Select(s => model.FairReward(s, model.PinnedCount[s] + 1))],
            RewardStep = model.FairScale,
        });
    }

    /// <summary>The chosen pairs, pinned ones first; after <see cref="Choose"/>.</summary>
    public List<int> Pairs { get; } = [];

    /// <summary>Prices of participants as <see cref="PairFlow.Prices"/> defines them.</summary>
    public ReadOnlySpan<long> Prices => _flow.Prices;

    public long RoomPrice => _flow.RoomPrice;

    /// <summary>Whether a participant without a pinned pair can have a pair at all. Spoils what was chosen.</summary>
    public bool CanChoose(int v)
    {
        var weights = new long[_model.Pairs.Length];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = _model.Pairs[i].Startup == v || _model.FundNode[i] == v ? 1 : 0;
        return Choose(weights, CancellationToken.None) && Pairs.Exists(i => weights[i] == 1);
    }

    /// <param name="weights">Of each pair of the model.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>Whether there is a choice at all.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was signalled.</exception>
    public bool Choose(ReadOnlySpan<long> weights, CancellationToken cancellation)
    {
        for (var i = 0; i < _free.Length; i++)
            _weights[i] = weights[_free[i]];
        Pairs.Clear();
        return _flow.Solve(_weights, cancellation) && List();
    }

    /// <summary>Like <see cref="Choose"/>, but begins with some pairs and prices; the same in the end, sooner where those are nearly right.</summary>
    /// <param name="weights">Of each pair of the model.</param>
    /// <param name="chosen">Whether to begin with each pair of the model.</param>
    /// <param name="prices">Of each participant.</param>
    /// <param name="roomPrice">Of a place in the room.</param>
    /// <param name="cancellation">Ends it early.</param>
    public bool ChooseFrom(ReadOnlySpan<long> weights, ReadOnlySpan<bool> chosen, ReadOnlySpan<long> prices, long roomPrice, CancellationToken cancellation)
    {
        var start = new bool[_free.Length];
        for (var i = 0; i < _free.Length; i++)
        {
            _weights[i] = weights[_free[i]];
            start[i] = chosen[_free[i]];
        }

        Pairs.Clear();
        return _flow.SolveFrom(_weights, start, prices, roomPrice, cancellation) && List();
    }

    private bool List()
    {
        Pairs.AddRange(_pinned);
        for (var i = 0; i < _free.Length; i++)
        {
            if (_flow.Chosen[i])
                Pairs.Add(_free[i]);
        }

        return true;
    }
}
