namespace Matchmaking.Core.Plans.Solving;

/// <summary>Where the flow of a network can still change: an arc forwards while it has room, backwards while it carries flow.</summary>
internal sealed class ResidualGraph
{
    private readonly int _nodes;
    private readonly int[] _start;
    private readonly int[] _head;
    private readonly long[] _cost;

    public ResidualGraph(int nodes, FlowArcs arcs, ReadOnlySpan<int> flow, bool reversed = false)
    {
        _nodes = nodes;
        _start = new int[nodes + 1];
        for (var arc = 0; arc < arcs.Count; arc++)
        {
            var (tail, head) = reversed ? (arcs.To[arc], arcs.From[arc]) : (arcs.From[arc], arcs.To[arc]);
            if (flow[arc] < arcs.Capacity[arc])
                _start[tail + 1]++;
            if (flow[arc] > 0)
                _start[head + 1]++;
        }

        for (var node = 0; node < nodes; node++)
            _start[node + 1] += _start[node];
        _head = new int[_start[nodes]];
        _cost = new long[_start[nodes]];
        var next = _start.AsSpan(0, nodes).ToArray();
        for (var arc = 0; arc < arcs.Count; arc++)
        {
            var (tail, head) = reversed ? (arcs.To[arc], arcs.From[arc]) : (arcs.From[arc], arcs.To[arc]);
            if (flow[arc] < arcs.Capacity[arc])
                Add(next, tail, head, arcs.Cost[arc]);
            if (flow[arc] > 0)
                Add(next, head, tail, -arcs.Cost[arc]);
        }
    }

    /// <summary>
    /// The length of the cheapest path to each node from anywhere, the empty path included, so at most 0. These are the same for
    /// every optimal flow. Dijkstra's algorithm on reduced costs, which <paramref name="potential"/> makes non-negative.
    /// </summary>
    public long[] CheapestPaths(ReadOnlySpan<long> potential)
    {
        var highest = 0L;
        foreach (var value in potential)
            highest = Math.Max(highest, value);
        var distance = new long[_nodes];
        var done = new bool[_nodes];
        var queue = new PriorityQueue<int, long>();
        for (var node = 0; node < _nodes; node++)
        {
            distance[node] = highest - potential[node];
            queue.Enqueue(node, distance[node]);
        }

        while (queue.TryDequeue(out var node, out _))
        {
            if (done[node])
                continue;
            done[node] = true;
            for (var i = _start[node]; i < _start[node + 1]; i++)
            {
                var through = distance[node] + _cost[i] + potential[node] - potential[_head[i]];
                if (through >= distance[_head[i]])
                    continue;
                distance[_head[i]] = through;
                queue.Enqueue(_head[i], through);
            }
        }

        for (var node = 0; node < _nodes; node++)
            distance[node] += potential[node] - highest;
        return distance;
    }

    /// <summary>Which nodes some path from <paramref name="origin"/> reaches.</summary>
    public bool[] ReachableFrom(int origin)
    {
        var reached = new bool[_nodes];
        var stack = new Stack<int>([origin]);
        reached[origin] = true;
        while (stack.TryPop(out var node))
        {
            for (var i = _start[node]; i < _start[node + 1]; i++)
            {
                if (reached[_head[i]])
                    continue;
                reached[_head[i]] = true;
                stack.Push(_head[i]);
            }
        }

        return reached;
    }

    private void Add(int[] next, int tail, int head, long cost)
    {
        _head[next[tail]] = head;
        _cost[next[tail]++] = cost;
    }
}
