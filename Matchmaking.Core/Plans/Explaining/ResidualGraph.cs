namespace Matchmaking.Core.Plans.Explaining;

/// <summary>
/// Shortest paths in a graph without negative cycles. Potentials near to the distances make all lengths non-negative, and each search is then Dijkstra's;
/// where some length stays negative a node is looked at again, so the answer is right whatever the potentials.
/// </summary>
internal sealed class ResidualGraph
{
    /// <summary>No path.</summary>
    public const long None = long.MaxValue;

    private readonly long[] _potential;
    private readonly (int Other, long Length)[] _outgoing;
    private readonly int[] _outgoingFirst;
    private readonly (int Other, long Length)[] _incoming;
    private readonly int[] _incomingFirst;

    /// <param name="arcs">With their costs, which may be negative.</param>
    /// <param name="potential">Of each node; an arc's length is its cost plus the potential of its tail minus that of its head.</param>
    public ResidualGraph(IReadOnlyList<(int From, int To, long Cost)> arcs, long[] potential)
    {
        _potential = potential;
        (_outgoing, _outgoingFirst) = Sorted(arcs.Select(a => (a.From, a.To, a.Cost + potential[a.From] - potential[a.To])), potential.Length);
        (_incoming, _incomingFirst) = Sorted(arcs.Select(a => (a.To, a.From, a.Cost + potential[a.From] - potential[a.To])), potential.Length);
    }

    /// <summary>The cost of the cheapest path from a node to each.</summary>
    public long[] From(int origin) => Search(origin, _outgoing, _outgoingFirst, sign: 1);

    /// <summary>The cost of the cheapest path from each node to one.</summary>
    public long[] To(int target) => Search(target, _incoming, _incomingFirst, sign: -1);

    private long[] Search(int origin, (int Other, long Length)[] arcs, int[] first, int sign)
    {
        var distance = new long[_potential.Length];
        Array.Fill(distance, None);
        distance[origin] = 0;
        var open = new PriorityQueue<int, long>();
        open.Enqueue(origin, 0);
        while (open.TryDequeue(out var node, out var at))
        {
            if (at > distance[node])
                continue;
            for (var i = first[node]; i < first[node + 1]; i++)
            {
                var (other, length) = arcs[i];
                if (at + length >= distance[other])
                    continue;
                distance[other] = at + length;
                open.Enqueue(other, at + length);
            }
        }

        for (var node = 0; node < distance.Length; node++)
        {
            if (distance[node] != None)
                distance[node] += sign * (_potential[node] - _potential[origin]);
        }

        return distance;
    }

    private static ((int Other, long Length)[] Arcs, int[] First) Sorted(IEnumerable<(int From, int To, long Length)> arcs, int nodes)
    {
        var sorted = arcs.OrderBy(a => a.From).ToArray();
        var first = new int[nodes + 1];
        foreach (var (from, _, _) in sorted)
            first[from + 1]++;
        for (var node = 0; node < nodes; node++)
            first[node + 1] += first[node];
        return ([.. sorted.Select(a => (a.To, a.Length))], first);
    }
}
