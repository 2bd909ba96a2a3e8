namespace Matchmaking.Core.Plans.Solving;

/// <summary>
/// Min-cost circulation by cost scaling (Goldberg 1997, Journal of Algorithms 22; Ahuja, Magnanti, Orlin, Network Flows, section 10.3): a flow that is optimal up
/// to epsilon is made optimal up to a quarter of it by pushes and relabels, until epsilon is below 1 / nodes. Polynomial whatever the input:
/// nodes² x arcs x log(nodes x largest cost). Costs are integers of up to 60 bits; inside they are multiplied by the nodes, in 128 bits.
/// </summary>
internal sealed class CostScaling
{
    private const int Divisor = 4;

    private readonly int _nodes;
    private readonly int[] _to;
    private readonly int[] _room;
    private readonly Int128[] _cost;
    private readonly int[] _first;
    private readonly int[] _order;
    private readonly Int128[] _potential;
    private readonly long[] _excess;
    private readonly int[] _current;
    private readonly Queue<int> _active = new();

    /// <param name="nodes">Nodes are 0..nodes - 1.</param>
    /// <param name="arcs">From where to where, of what capacity, at what cost a unit.</param>
    public CostScaling(int nodes, IReadOnlyList<(int From, int To, int Capacity, long Cost)> arcs)
    {
        _nodes = nodes;
        _to = new int[2 * arcs.Count];
        _room = new int[2 * arcs.Count];
        _cost = new Int128[2 * arcs.Count];
        _first = new int[nodes + 1];
        _order = new int[2 * arcs.Count];
        _potential = new Int128[nodes];
        _excess = new long[nodes];
        _current = new int[nodes];

        // Arc i has its opposite at i ^ 1.
        for (var i = 0; i < arcs.Count; i++)
        {
            var (from, to, capacity, cost) = arcs[i];
            (_to[2 * i], _to[(2 * i) + 1]) = (to, from);
            _room[2 * i] = capacity;
            (_cost[2 * i], _cost[(2 * i) + 1]) = ((Int128)cost * (nodes + 1), (Int128)cost * -(nodes + 1));
            _first[from + 1]++;
            _first[to + 1]++;
        }

        for (var node = 0; node < nodes; node++)
            _first[node + 1] += _first[node];
        var next = _first.AsSpan(0, nodes).ToArray();
        for (var arc = 0; arc < _order.Length; arc++)
            _order[next[_to[arc ^ 1]]++] = arc;
    }

    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was signalled.</exception>
    public void Solve(CancellationToken cancellation)
    {
        Int128 epsilon = 1;
        foreach (var cost in _cost)
            epsilon = Int128.Max(epsilon, cost);
        while (epsilon > 1)
        {
            epsilon = Int128.Max(1, epsilon / Divisor);
            Refine(epsilon, cancellation);
        }
    }

    /// <summary>Units on an arc of the input.</summary>
    public int Flow(int arc) => _room[(2 * arc) + 1];

    /// <summary>
    /// Integer potentials that prove the flow: <c>cost + potential[from] - potential[to]</c> is at least 0 where flow can grow and at most 0
    /// where it can shrink. Those of the scaling, rounded, are off by 1 at most; shortest paths from there put that right (Bellman and Ford).
    /// </summary>
    public long[] Potentials()
    {
        var potential = new long[_nodes];
        for (var node = 0; node < _nodes; node++)
            potential[node] = (long)(_potential[node] / (_nodes + 1));
        for (var changed = true; changed;)
        {
            changed = false;
            for (var node = 0; node < _nodes; node++)
            {
                for (var k = _first[node]; k < _first[node + 1]; k++)
                {
                    var arc = _order[k];
                    var through = potential[node] + (long)(_cost[arc] / (_nodes + 1));
                    if (_room[arc] == 0 || through >= potential[_to[arc]])
                        continue;
                    potential[_to[arc]] = through;
                    changed = true;
                }
            }
        }

        return potential;
    }

    private void Refine(Int128 epsilon, CancellationToken cancellation)
    {
        for (var node = 0; node < _nodes; node++)
        {
            for (var k = _first[node]; k < _first[node + 1]; k++)
            {
                if (_room[_order[k]] > 0 && Reduced(node, _order[k]) < 0)
                    Push(node, _order[k], _room[_order[k]]);
            }
        }

        Array.Copy(_first, _current, _nodes);
        for (var node = 0; node < _nodes; node++)
        {
            if (_excess[node] > 0)
                _active.Enqueue(node);
        }

        while (_active.TryDequeue(out var node))
        {
            cancellation.ThrowIfCancellationRequested();
            Discharge(node, epsilon);
        }
    }

    private void Discharge(int node, Int128 epsilon)
    {
        while (_excess[node] > 0)
        {
            if (_current[node] == _first[node + 1])
            {
                Relabel(node, epsilon);
                _current[node] = _first[node];
            }

            var arc = _order[_current[node]];
            if (_room[arc] == 0 || Reduced(node, arc) >= 0)
            {
                _current[node]++;
                continue;
            }

            var head = _to[arc];
            var wasActive = _excess[head] > 0;
            Push(node, arc, (int)Math.Min(_excess[node], _room[arc]));
            if (!wasActive && _excess[head] > 0)
                _active.Enqueue(head);
        }
    }

    // To where the best way out is just admissible. There is one: what came in can go back.
    private void Relabel(int node, Int128 epsilon)
    {
        var best = Int128.MinValue;
        for (var k = _first[node]; k < _first[node + 1]; k++)
        {
            var arc = _order[k];
            if (_room[arc] > 0)
                best = Int128.Max(best, _potential[_to[arc]] - _cost[arc] - epsilon);
        }

        _potential[node] = best;
    }

    private Int128 Reduced(int node, int arc) => _cost[arc] + _potential[node] - _potential[_to[arc]];

    private void Push(int node, int arc, int units)
    {
        _room[arc] -= units;
        _room[arc ^ 1] += units;
        _excess[node] -= units;
        _excess[_to[arc]] += units;
    }
}
