namespace Matchmaking.Core.Plans.Solving;

/// <summary>A binary heap of nodes by distance, each in it once: taking the nearest and lowering a distance cost the logarithm of their number.</summary>
internal sealed class NodeHeap
{
    private readonly long[] _distance;
    private readonly int[] _heap;
    private readonly int[] _at;
    private int _count;

    /// <param name="distance">Of every node; all are in the heap. It changes through <see cref="Lower"/> only.</param>
    public NodeHeap(long[] distance)
    {
        _distance = distance;
        _count = distance.Length;
        _heap = new int[_count];
        _at = new int[_count];
        for (var node = 0; node < _count; node++)
            _heap[node] = _at[node] = node;
        for (var at = (_count / 2) - 1; at >= 0; at--)
            Sink(at, _heap[at]);
    }

    /// <summary>Takes the nearest node out; of equally near ones any, but always the same.</summary>
    public bool TryTake(out int node)
    {
        node = -1;
        if (_count == 0)
            return false;
        node = _heap[0];
        _count--;
        if (_count > 0)
            Sink(0, _heap[_count]);
        return true;
    }

    /// <summary>Lowers the distance of a node that is still in the heap.</summary>
    public void Lower(int node, long distance)
    {
        _distance[node] = distance;
        var at = _at[node];
        while (at > 0)
        {
            var above = (at - 1) / 2;
            if (_distance[_heap[above]] <= distance)
                break;
            Put(at, _heap[above]);
            at = above;
        }

        Put(at, node);
    }

    private void Sink(int at, int node)
    {
        var distance = _distance[node];
        while (true)
        {
            var below = (2 * at) + 1;
            if (below >= _count)
                break;
            if (below + 1 < _count && _distance[_heap[below + 1]] < _distance[_heap[below]])
                below++;
            if (_distance[_heap[below]] >= distance)
                break;
            Put(at, _heap[below]);
            at = below;
        }

        Put(at, node);
    }

    private void Put(int at, int node)
    {
        _heap[at] = node;
        _at[node] = at;
    }
}
