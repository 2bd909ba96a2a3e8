using System.Runtime.CompilerServices;

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
    private readonly PairFlowLimits _limits;
    private readonly PairFlow _flow;

    /// <param name="model">Nobody's most is below its least or its pins, and the places suffice for the pins.</param>
    public RoundChoice(RoundModel model)
    {
        _model = model;
        _free = new int[model.Pairs.Length - model.PinnedPairs];
        _pinned = new int[model.PinnedPairs];
        _weights = new long[_free.Length];
        _limits = LimitsOf(model, new int[_free.Length], new int[_free.Length]);
        Split(model);
        _flow = new PairFlow(_limits);
    }

    /// <summary>The chosen pairs, pinned ones first; after <see cref="Choose"/>.</summary>
    public List<int> Pairs { get; } = [];

    /// <summary>Prices of participants as <see cref="PairFlow.Prices"/> defines them.</summary>
    public ReadOnlySpan<long> Prices => _flow.Prices;

    public long RoomPrice => _flow.RoomPrice;

    /// <summary>Tells of any participant without a pinned pair whether some choice within the limits has a pair of it; after a <see cref="Choose"/> that found one.</summary>
    public MeetingChances Chances() => new(_limits, _flow.Chosen.ToArray());

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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Split(RoundModel model)
    {
        var (free, pinned) = (0, 0);
        for (var i = 0; i < model.Pairs.Length; i++)
        {
            if (model.Pinned[i])
            {
                _pinned[pinned++] = i;
                continue;
            }

            (_limits.PairStartup[free], _limits.PairFund[free]) = (model.Pairs[i].Startup, model.Pairs[i].Fund);
            _free[free++] = i;
        }
    }

    private static PairFlowLimits LimitsOf(RoundModel model, int[] startup, int[] fund)
    {
        var (minimum, maximum) = (new int[model.Participants], new int[model.Participants]);
        for (var v = 0; v < minimum.Length; v++)
            (minimum[v], maximum[v]) = (Math.Max(0, model.Least[v] - model.PinnedCount[v]), model.Most[v] - model.PinnedCount[v]);
        return new PairFlowLimits
        {
            Startups = model.Startups,
            Funds = model.Participants - model.Startups,
            Minimum = minimum,
            Maximum = maximum,
            Room = model.Room - model.PinnedPairs,
            PairStartup = startup,
            PairFund = fund,
            FirstReward = model.FairScale == 0 ? null
                : [.. Enumerable.Range(0, model.Startups).Select(s => model.FairReward(s, model.PinnedCount[s] + 1))],
            RewardStep = model.FairScale,
        };
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
