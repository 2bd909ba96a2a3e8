namespace Matchmaking.Core.Plans.Solving;

/// <summary>
/// A starting basis for a choice of pairs and prices that are about right: the tree of shortest ways to the hub over what could still change, by
/// reduced costs (Dijkstra 1959), those below 0 taken as 0. Every way to the hub can carry a unit, so the tree is strongly feasible; and where choice and
/// prices are optimal, so is the tree. Cost: listed pairs x log.
/// </summary>
internal sealed class ShortestTree(PairFlowLimits limits, MeetingCurves curves, PairBasis tree, PairColumns columns, int[] count)
{
    private const long Farthest = 1L << 62;

    private readonly long[] _distance = new long[tree.Sink + 1];
    private readonly bool[] _done = new bool[tree.Sink + 1];
    private readonly int[] _first = new int[tree.Hub + 1];
    private int[] _order = [];

    /// <summary>Sets parents and arcs of the tree.</summary>
    /// <param name="prices">Of participants; may be anything.</param>
    /// <param name="roomPrice">Of a place in the room.</param>
    /// <param name="total">Chosen pairs in all.</param>
    public void Build(long[] prices, long roomPrice, long total)
    {
        Group();
        Array.Fill(_distance, long.MaxValue);
        Array.Clear(_done);
        _distance[tree.Hub] = 0;
        var heap = new NodeHeap(_distance);
        heap.TryTake(out _);
        tree.Parent[tree.Hub] = -1;
        tree.Arc[tree.Hub] = PairBasis.RoomArc;
        _done[tree.Hub] = true;
        if (limits.Room is null or 0 || total < limits.Room)
            Reach(heap, tree.Sink, tree.Hub, PairBasis.RoomArc, 0);
        for (var s = 0; s < tree.Startups; s++)
        {
            // One without pairs may hang on the hub too: nothing hangs on it that would want to send a unit through it.
            var length = count[s] > 0 ? prices[s] - curves.Left(s, count[s]) : Math.Abs(prices[s] - curves.Right(s, 0));
            Reach(heap, s, tree.Hub, PairBasis.OwnArc(s), Math.Max(0, length));
        }

        while (heap.TryTake(out var node))
        {
            _done[node] = true;
            if (node == tree.Sink)
                FromSink(heap, prices);
            else
                FromParticipant(heap, node, prices, roomPrice);
        }
    }

    // Listed pairs that could carry a unit towards each node: of a fund those not chosen, of a startup the chosen ones.
    private void Group()
    {
        if (_order.Length < columns.Count)
            _order = new int[columns.Pair.Length];
        Array.Clear(_first);
        for (var i = 0; i < columns.Count; i++)
            _first[Head(i)]++;
        var sum = 0;
        for (var v = 0; v < tree.Hub; v++)
        {
            sum += _first[v];
            _first[v] = sum;
        }

        _first[tree.Hub] = sum;
        for (var i = columns.Count - 1; i >= 0; i--)
            _order[--_first[Head(i)]] = i;
    }

    private int Head(int i) => columns.State[i] == PairColumns.Chosen ? columns.Startup[i] : columns.Fund[i];

    private void FromSink(NodeHeap heap, long[] prices)
    {
        for (var f = tree.Startups; f < tree.Hub; f++)
        {
            if (!_done[f] && (count[f] < limits.Maximum[f] || limits.Maximum[f] == 0))
                Reach(heap, f, tree.Sink, PairBasis.OwnArc(f), limits.Maximum[f] == 0 ? 0 : Math.Max(0, curves.Right(f, count[f]) - prices[f]));
        }
    }

    private void FromParticipant(NodeHeap heap, int node, long[] prices, long roomPrice)
    {
        if (node >= tree.Startups && count[node] > 0 && !_done[tree.Sink])
            Reach(heap, tree.Sink, node, PairBasis.OwnArc(node), Math.Max(0, prices[node] - curves.Left(node, count[node])));
        for (var k = _first[node]; k < _first[node + 1]; k++)
        {
            var i = _order[k];
            var (s, f) = (columns.Startup[i], columns.Fund[i]);
            var tail = node == s ? f : s;
            if (_done[tail])
                continue;
            var reduced = columns.Weight[i] - prices[s] - prices[f] - roomPrice;
            Reach(heap, tail, node, i, Math.Max(0, node == s ? reduced : -reduced));
        }
    }

    private void Reach(NodeHeap heap, int node, int parent, int arc, long length)
    {
        // Prices that are far off could add up to more than fits; beyond this all ways are equally long.
        var distance = Math.Min(_distance[parent] + length, Farthest);
        if (distance >= _distance[node])
            return;
        tree.Parent[node] = parent;
        tree.Arc[node] = arc;
        heap.Lower(node, distance);
    }
}
