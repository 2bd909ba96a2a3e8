namespace Matchmaking.Core.Plans.Solving;

/// <summary>
/// Chooses pairs, whatever the rounds: the set of highest total weight and reward in which everybody has between its minimum and its maximum
/// of pairs. A min-cost flow over hub -> startup -> pair -> fund -> sink -> hub, so the optimum is integral and its prices prove it.
/// </summary>
/// <param name="limits">Fixed; weights are given to each solution.</param>
internal sealed class PairFlow(PairFlowLimits limits)
{
    private readonly bool[] _chosen = new bool[limits.PairStartup.Length];
    private readonly long[] _prices = new long[limits.Startups + limits.Funds];

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

    /// <param name="weights">Of each pair; may be negative.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>Whether the minimums can be met at all; nothing else holds if not.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was signalled.</exception>
    public bool Solve(ReadOnlySpan<long> weights, CancellationToken cancellation)
    {
        if (limits.FirstReward is not null)
            throw new NotSupportedException("Rewards.");
        var (hub, sink) = (_prices.Length, _prices.Length + 1);
        var arcs = new FlowArcs(_prices.Length + 1 + weights.Length);
        var supply = new int[_prices.Length + 2];
        for (var v = 0; v < _prices.Length; v++)
        {
            var (from, to) = v < limits.Startups ? (hub, v) : (v, sink);
            arcs.Set(v, from, to, 0, limits.Maximum[v] - limits.Minimum[v]);
            supply[from] -= limits.Minimum[v];
            supply[to] += limits.Minimum[v];
        }

        arcs.Set(_prices.Length, sink, hub, 0, (int)Math.Min(weights.Length + 1, limits.Room ?? long.MaxValue));
        for (var i = 0; i < weights.Length; i++)
            arcs.Set(_prices.Length + 1 + i, limits.PairStartup[i], limits.Startups + limits.PairFund[i], -weights[i], 1);
        var simplex = new NetworkSimplex(hub + 2, arcs, supply);
        if (!simplex.Solve(cancellation))
            return false;
        for (var i = 0; i < weights.Length; i++)
            _chosen[i] = simplex.Flow[_prices.Length + 1 + i] == 1;
        for (var v = 0; v < _prices.Length; v++)
            _prices[v] = v < limits.Startups ? simplex.Potential[v] - simplex.Potential[hub] : simplex.Potential[sink] - simplex.Potential[v];
        RoomPrice = simplex.Potential[hub] - simplex.Potential[sink];
        return true;
    }
}
