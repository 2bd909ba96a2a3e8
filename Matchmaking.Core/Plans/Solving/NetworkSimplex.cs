using System.Runtime.CompilerServices;

namespace Matchmaking.Core.Plans.Solving;

/// <summary>
/// Primal network simplex for min-cost flow with integer costs and capacities (Dantzig 1951; Ahuja, Magnanti, Orlin, Network
/// Flows, chapter 11). The basis stays strongly feasible (Cunningham 1976): from every node some flow can be sent up the tree to
/// the root, which the rule for the leaving arc keeps up and which excludes cycling. The entering arc is the most violating
/// one of the first block that has any. Nothing here depends on anything but the input.
/// </summary>
internal sealed class NetworkSimplex
{
    private const sbyte AtLower = 1;
    private const sbyte InTree = 0;
    private const sbyte AtUpper = -1;
    private const int PivotsBetweenCancellationChecks = 512;

    private readonly int _arcs;
    private readonly int[] _from;
    private readonly int[] _to;
    private readonly long[] _cost;
    private readonly int[] _capacity;
    private readonly int[] _flow;
    private readonly sbyte[] _state;
    private readonly long[] _potential;
    private readonly SpanningTree _tree;
    private readonly int _blockSize;
    private int _cursor;

    /// <param name="nodes">Nodes are 0..nodes - 1.</param>
    /// <param name="arcs">From, to, cost and capacity; flow on an arc lies in 0..capacity.</param>
    /// <param name="supply">What each node sends (positive) or takes (negative); sums to 0.</param>
    /// <exception cref="OverflowException">nodes x largest cost does not fit in 60 bits.</exception>
    public NetworkSimplex(int nodes, FlowArcs arcs, ReadOnlySpan<int> supply)
    {
        _arcs = arcs.Count;
        _from = new int[_arcs + nodes];
        _to = new int[_arcs + nodes];
        _cost = new long[_arcs + nodes];
        _capacity = new int[_arcs + nodes];
        _flow = new int[_arcs + nodes];
        _state = new sbyte[_arcs + nodes];
        _potential = new long[nodes + 1];
        arcs.From.CopyTo(_from);
        arcs.To.CopyTo(_to);
        arcs.Cost.CopyTo(_cost);
        arcs.Capacity.CopyTo(_capacity);
        Array.Fill(_state, AtLower, 0, _arcs);
        _tree = new SpanningTree(nodes + 1, nodes, node => _arcs + node);
        HangOnRoot(nodes, supply);
        _blockSize = Math.Max(32, (int)Math.Sqrt(_arcs));
    }

    /// <summary>After <see cref="Solve"/>: the flow on each arc.</summary>
    public ReadOnlySpan<int> Flow => _flow.AsSpan(0, _arcs);

    /// <summary>After <see cref="Solve"/>: <c>cost + potential[from] - potential[to]</c> is at least 0 where flow can grow and at most 0 where it can shrink.</summary>
    public ReadOnlySpan<long> Potential => _potential.AsSpan(0, _potential.Length - 1);

    /// <returns>Whether the supplies can be met at all.</returns>
    public bool Solve(CancellationToken cancellation)
    {
        for (var pivots = 0; ; pivots++)
        {
            if (pivots % PivotsBetweenCancellationChecks == 0)
                cancellation.ThrowIfCancellationRequested();
            var entering = FindEntering();
            if (entering < 0)
                break;
            Pivot(entering);
        }

        for (var arc = _arcs; arc < _flow.Length; arc++)
        {
            if (_flow[arc] != 0)
                return false;
        }

        return true;
    }

    // The artificial start: a node that has something to send points at the root, a node that lacks something is pointed at
    // by an arc dearer than any path, so flow stays on those only where the supplies cannot be met.
    private void HangOnRoot(int nodes, ReadOnlySpan<int> supply)
    {
        var largest = 0L;
        foreach (var cost in _cost.AsSpan(0, _arcs))
            largest = Math.Max(largest, Math.Abs(cost));
        var dear = checked((nodes + 1) * (largest + 1));
        if (dear > 1L << 60)
            throw new OverflowException($"Costs up to {largest} are too large for {nodes} nodes.");
        for (var node = 0; node < nodes; node++)
        {
            var arc = _arcs + node;
            var sends = supply[node] >= 0;
            (_from[arc], _to[arc]) = sends ? (node, nodes) : (nodes, node);
            _cost[arc] = sends ? 0 : dear;
            _potential[node] = sends ? 0 : dear;
            _capacity[arc] = int.MaxValue;
            _flow[arc] = Math.Abs(supply[node]);
            _state[arc] = InTree;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int FindEntering()
    {
        int[] from = _from, to = _to;
        long[] cost = _cost, potential = _potential;
        var state = _state;
        var best = -1;
        var bestCost = 0L;
        var left = _blockSize;
        var arc = _cursor;
        for (var seen = 0; seen < _arcs; seen++)
        {
            var reduced = state[arc] * (cost[arc] + potential[from[arc]] - potential[to[arc]]);
            if (reduced < bestCost)
                (bestCost, best) = (reduced, arc);
            if (++arc == _arcs)
                arc = 0;
            if (--left == 0)
            {
                if (best >= 0)
                    break;
                left = _blockSize;
            }
        }

        _cursor = arc;
        return best;
    }

    private void Pivot(int entering)
    {
        var (first, second) = _state[entering] == AtLower
            ? (_from[entering], _to[entering])
            : (_to[entering], _from[entering]);
        var join = _tree.Join(first, second);

        // The cycle runs join -> first -> second -> join. The leaving arc is the last blocking one in that order (Cunningham):
        // on the first side the one nearest to first, on the second side the one nearest to the join.
        var delta = _capacity[entering];
        var (top, newTop, parent) = (-1, -1, -1);
        for (var node = first; node != join; node = _tree.Parent[node])
        {
            var room = PointsUp(node) ? _flow[_tree.Arc[node]] : RoomOn(_tree.Arc[node]);
            if (room < delta)
                (delta, top, newTop, parent) = (room, node, first, second);
        }

        for (var node = second; node != join; node = _tree.Parent[node])
        {
            var room = PointsUp(node) ? RoomOn(_tree.Arc[node]) : _flow[_tree.Arc[node]];
            if (room <= delta)
                (delta, top, newTop, parent) = (room, node, second, first);
        }

        if (delta > 0)
            Push(entering, delta, first, second, join);
        if (top < 0)
        {
            _state[entering] = (sbyte)-_state[entering];
            return;
        }

        var leaving = _tree.Arc[top];
        _state[leaving] = _flow[leaving] == 0 ? AtLower : AtUpper;
        _state[entering] = InTree;
        var reduced = _cost[entering] + _potential[_from[entering]] - _potential[_to[entering]];
        _tree.Rehang(top, newTop, parent, entering);
        _tree.Shift(newTop, _potential, newTop == _to[entering] ? reduced : -reduced);
    }

    private void Push(int entering, int delta, int first, int second, int join)
    {
        _flow[entering] += _state[entering] * delta;
        for (var node = first; node != join; node = _tree.Parent[node])
            _flow[_tree.Arc[node]] += PointsUp(node) ? -delta : delta;
        for (var node = second; node != join; node = _tree.Parent[node])
            _flow[_tree.Arc[node]] += PointsUp(node) ? delta : -delta;
    }

    private bool PointsUp(int node) => _from[_tree.Arc[node]] == node;

    private int RoomOn(int arc) => _capacity[arc] - _flow[arc];
}
