using System.Runtime.CompilerServices;

namespace Matchmaking.Core.Plans.Solving;

/// <summary>
/// Chooses pairs, whatever the rounds: the set of highest total weight and reward in which everybody has between its minimum and its maximum
/// of pairs. A min-cost flow over hub -> startup -> pair -> fund -> sink -> hub, so the optimum is integral and its prices prove it.
/// Solving again with other weights starts from the last basis, which those leave feasible.
/// </summary>
internal sealed class PairFlow
{
    // With rewards, prices have further to go: on 5,000 x 2,000 participants 8 sweeps in place of 3 halved the time.
    private const int Sweeps = 3;
    private const int SweepsWithRewards = 8;

    // The simplex has no polynomial bound, yet took at most 2 steps for each participant and pair in thousands of random problems and 0.3 in large ones.
    private const long MostStepsPerPart = 200;

    private readonly PairFlowLimits _limits;
    private readonly int _startups;
    private readonly bool[] _chosen;
    private readonly long[] _prices;
    private readonly MeetingCurves _curves;
    private readonly PairBasis _tree;
    private readonly PairColumns _columns;
    private readonly PairSimplex _simplex;
    private readonly sbyte[] _unlisted;
    private readonly PairStart _start;
    private readonly long _mostSteps;
    private bool _started;

    /// <param name="limits">Fixed; weights are given to each solution.</param>
    /// <param name="mostSteps">Simplex steps of a solution before cost scaling takes over; null for what no problem measured came near to.</param>
    public PairFlow(PairFlowLimits limits, long? mostSteps = null)
    {
        _mostSteps = mostSteps ?? MostStepsPerPart * ((long)limits.PairStartup.Length + limits.Startups + limits.Funds + 1);
        _limits = limits;
        _startups = limits.Startups;
        _chosen = new bool[limits.PairStartup.Length];
        _unlisted = new sbyte[limits.PairStartup.Length];
        _prices = new long[limits.Startups + limits.Funds];
        _curves = new MeetingCurves(limits);
        _tree = new PairBasis(limits.Startups, limits.Funds);
        _columns = new PairColumns();
        _simplex = new PairSimplex(limits, _curves, _tree, _columns);
        _start = new PairStart(limits, _curves, _tree, _columns, _simplex);
    }

    /// <summary>Whether each pair is chosen; after <see cref="Solve"/>.</summary>
    public ReadOnlySpan<bool> Chosen => _chosen;

    /// <summary>
    /// Price of each participant; after <see cref="Solve"/>. With the price of the room: chosen pairs have
    /// <c>weight - p_s - p_f - roomPrice >= 0</c>, others at most 0; a participant between its limits has price 0 (a startup with rewards: a price
    /// between minus the reward of its last pair and minus that of its next one), at its minimum at most 0, at its maximum at least 0.
    /// </summary>
    public ReadOnlySpan<long> Prices => _prices;

    /// <summary>Price of a place in the room, at least 0, and 0 while there is room left.</summary>
    public long RoomPrice { get; private set; }

    /// <summary>Simplex steps taken so far.</summary>
    public long Steps => _simplex.Steps;

    /// <summary>Pairs that the simplex has looked at; the others were priced only.</summary>
    public int Listed => _columns.Count;

    /// <param name="weights">Of each pair; may be negative.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>Whether the minimums can be met at all; nothing else holds if not.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was signalled.</exception>
    /// <exception cref="OverflowException">Sums of the weights or rewards do not fit into 60 bits.</exception>
    public bool Solve(ReadOnlySpan<long> weights, CancellationToken cancellation)
    {
        _curves.SetPenalty(Largest(weights));
        if (_started)
        {
            Reprice(weights);
        }
        else
        {
            var rough = new RoughPrices(_limits, _curves);
            rough.Descend(weights, _limits.FirstReward is null ? Sweeps : SweepsWithRewards);
            _start.Begin(weights, rough.Prices, 0, [], _unlisted);
        }

        return Finish(weights, cancellation);
    }

    /// <summary>Like <see cref="Solve"/>, but starts from elsewhere; the nearer to the optimum, the faster, and the same in the end.</summary>
    /// <param name="weights">Of each pair.</param>
    /// <param name="chosen">The pairs to begin with; those that exceed a maximum or the room are given up.</param>
    /// <param name="prices">Of each participant, at most 2^58 in size.</param>
    /// <param name="roomPrice">Of a place in the room, at most 2^58 in size.</param>
    /// <param name="cancellation">Ends it early.</param>
    public bool SolveFrom(ReadOnlySpan<long> weights, ReadOnlySpan<bool> chosen, ReadOnlySpan<long> prices, long roomPrice, CancellationToken cancellation)
    {
        _curves.SetPenalty(Largest(weights));
        _start.Begin(weights, prices.ToArray(), roomPrice, chosen, _unlisted);
        return Finish(weights, cancellation);
    }

    private bool Finish(ReadOnlySpan<long> weights, CancellationToken cancellation)
    {
        _started = true;
        var last = _simplex.Steps + _mostSteps;
        do
        {
            if (_simplex.Run(last - _simplex.Steps, cancellation))
                continue;
            Report(weights, ScaledPairFlow.Solve(_limits, _curves, weights, _chosen, cancellation));
            return MinimumsMet();
        }
        while (ListImproving(weights));
        ReportChosen();
        Report(weights, _tree.Potential);
        return MinimumsMet();
    }

    private static long Largest(ReadOnlySpan<long> weights)
    {
        long low = 0, high = 0;
        foreach (var weight in weights)
        {
            low = Math.Min(low, weight);
            high = Math.Max(high, weight);
        }

        return Math.Max(checked(-low), high);
    }

    private void Reprice(ReadOnlySpan<long> weights)
    {
        for (var i = 0; i < _columns.Count; i++)
            _columns.Weight[i] = weights[_columns.Pair[i]];
        _simplex.Reprice();
    }

    // Prices every pair that is not listed and lists those that improve. That none does is the proof.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool ListImproving(ReadOnlySpan<long> weights)
    {
        int[] startup = _limits.PairStartup, fund = _limits.PairFund;
        var potential = _tree.Potential;
        var unlisted = _unlisted;
        var before = _columns.Count;
        for (var i = 0; i < weights.Length; i++)
        {
            var (s, f) = (startup[i], _startups + fund[i]);
            if (unlisted[i] * (weights[i] - potential[s] + potential[f]) <= 0)
                continue;
            _columns.Add(i, s, f, weights[i], unlisted[i]);
            unlisted[i] = 0;
        }

        return _columns.Count > before;
    }

    private bool MinimumsMet()
    {
        var missing = (int[])_limits.Minimum.Clone();
        for (var i = 0; i < _chosen.Length; i++)
        {
            if (!_chosen[i])
                continue;
            missing[_limits.PairStartup[i]]--;
            missing[_startups + _limits.PairFund[i]]--;
        }

        foreach (var count in missing)
        {
            if (count > 0)
                return false;
        }

        return true;
    }

    private void ReportChosen()
    {
        for (var i = 0; i < _chosen.Length; i++)
            _chosen[i] = _unlisted[i] == PairColumns.Chosen;
        for (var i = 0; i < _columns.Count; i++)
            _chosen[_columns.Pair[i]] = _columns.State[i] == PairColumns.Chosen;
        for (var f = _startups; f < _tree.Hub; f++)
        {
            if (_tree.Arc[f] >= 0)
                _chosen[_columns.Pair[_tree.Arc[f]]] = true;
        }
    }

    private void Report(ReadOnlySpan<long> weights, long[] potential)
    {
        var sink = potential[_tree.Sink];
        for (var v = 0; v < _prices.Length; v++)
            _prices[v] = v < _startups ? potential[v] : sink - potential[v];
        RoomPrice = -sink;
        if (_start.HasImpossible)
            PriceImpossible(weights);
    }

    // Pairs that nobody could ever choose are not in the network; whoever may have none at all, or else the room, takes their worth as its price.
    private void PriceImpossible(ReadOnlySpan<long> weights)
    {
        for (var i = 0; i < weights.Length; i++)
        {
            var (s, f) = (_limits.PairStartup[i], _startups + _limits.PairFund[i]);
            var worth = weights[i] - _prices[s] - _prices[f] - RoomPrice;
            if (worth <= 0)
                continue;
            if (_limits.Maximum[s] == 0)
                _prices[s] += worth;
            else if (_limits.Maximum[f] == 0)
                _prices[f] += worth;
            else if (_limits.Room == 0)
                RoomPrice += worth;
        }
    }
}
