using System.Runtime.CompilerServices;

namespace Matchmaking.Core.Plans.Solving;

/// <summary>
/// The spanning tree of a simplex basis over startups, funds, hub and sink, rooted at the hub and strongly feasible (Cunningham 1976): a unit can be sent
/// from every node up to the root. Pairs carry 0 or 1, so that alone fixes the flow of a pair in the tree: a startup hangs on a fund by a pair that is
/// not chosen, a fund on a startup by one that is, and no unit can ever be sent down over either. Nodes are threaded in preorder, with size and last
/// node of each subtree: cutting one off and hanging it elsewhere by another of its nodes costs its stem, its depth and, for the potentials, its size.
/// </summary>
internal sealed class PairBasis
{
    /// <summary>Code of the arc sink -> hub; arcs of pairs are their positions, arcs of participants <see cref="OwnArc"/>.</summary>
    public const int RoomArc = -1;

    private readonly int[] _firstChild;
    private readonly int[] _sibling;

    public PairBasis(int startups, int funds)
    {
        Startups = startups;
        Hub = startups + funds;
        Sink = Hub + 1;
        var nodes = Hub + 2;
        Parent = new int[nodes];
        Arc = new int[nodes];
        Size = new int[nodes];
        Next = new int[nodes];
        Previous = new int[nodes];
        Last = new int[nodes];
        Potential = new long[nodes];
        _firstChild = new int[nodes];
        _sibling = new int[nodes];
    }

    public int Startups { get; }

    public int Hub { get; }

    public int Sink { get; }

    /// <summary>-1 for the hub.</summary>
    public int[] Parent { get; }

    /// <summary>The arc between a node and its parent, whichever way it points.</summary>
    public int[] Arc { get; }

    /// <summary>Nodes of the subtree.</summary>
    public int[] Size { get; }

    /// <summary>The next node in preorder; the hub after the last one.</summary>
    public int[] Next { get; }

    /// <summary>The node before in preorder.</summary>
    public int[] Previous { get; }

    /// <summary>The last node of the subtree in preorder.</summary>
    public int[] Last { get; }

    /// <summary>0 at the hub; <c>cost + potential[from] - potential[to]</c> is 0 along the tree.</summary>
    public long[] Potential { get; }

    public static int OwnArc(int participant) => -2 - participant;

    /// <summary>Threads the tree that <see cref="Parent"/> describes.</summary>
    public void Thread()
    {
        Array.Fill(_firstChild, -1);
        for (var node = Sink; node >= 0; node--)
        {
            if (node == Hub)
                continue;
            _sibling[node] = _firstChild[Parent[node]];
            _firstChild[Parent[node]] = node;
        }

        var (current, before) = (Hub, Hub);
        Array.Fill(Size, 1);
        while (true)
        {
            if (_firstChild[current] is >= 0 and var child)
            {
                current = child;
                (Next[before], Previous[current], before) = (current, before, current);
                continue;
            }

            while (true)
            {
                Last[current] = before;
                if (current == Hub)
                {
                    (Next[before], Previous[Hub]) = (Hub, before);
                    return;
                }

                Size[Parent[current]] += Size[current];
                if (_sibling[current] >= 0)
                    break;
                current = Parent[current];
            }

            current = _sibling[current];
            (Next[before], Previous[current], before) = (current, before, current);
        }
    }

    /// <summary>
    /// Cuts the subtree of <paramref name="top"/> off, hangs it on <paramref name="parent"/> by its node <paramref name="newTop"/> and
    /// <paramref name="arc"/>, and adds <paramref name="shift"/> to the potentials of its nodes.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Move(int top, int newTop, int parent, int arc, long shift)
    {
        int[] parents = Parent, size = Size, next = Next, previous = Previous, last = Last;
        var (before, end, moved) = (previous[top], last[top], size[top]);
        var after = next[end];
        next[before] = after;
        previous[after] = before;
        for (var node = parents[top]; node >= 0; node = parents[node])
        {
            size[node] -= moved;
            if (last[node] == end)
                last[node] = before;
        }

        if (top != newTop)
            end = Reroot(top, newTop);
        parents[newTop] = parent;
        Arc[newTop] = arc;
        after = next[parent];
        next[parent] = newTop;
        previous[newTop] = parent;
        next[end] = after;
        previous[after] = end;
        for (var node = parent; node >= 0; node = parents[node])
        {
            size[node] += moved;
            if (last[node] == parent)
                last[node] = end;
        }

        var potential = Potential;
        for (var node = newTop; node != after; node = next[node])
            potential[node] += shift;
    }

    // In preorder the subtree of a node of the stem is the node, some subtrees, that of its stem child, further subtrees. Seen from the new top
    // each stem node follows its former child with both groups of the others, so they are joined and the stem is strung up in reverse.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Reroot(int top, int newTop)
    {
        int[] parents = Parent, arcs = Arc, size = Size, next = Next, previous = Previous, last = Last;
        var moved = size[top];
        var (child, childSize, childLast, childArc, childPrevious) = (newTop, size[newTop], last[newTop], arcs[newTop], previous[newTop]);
        var (node, end) = (parents[newTop], last[newTop]);
        var afterChild = next[childLast];
        size[newTop] = moved;
        while (true)
        {
            var (nodeSize, nodeLast, nodeArc, nodePrevious, nodeParent) = (size[node], last[node], arcs[node], previous[node], parents[node]);
            var afterNode = afterChild;
            var blockEnd = childPrevious;
            if (nodeLast != childLast)
            {
                afterNode = next[nodeLast];
                next[childPrevious] = afterChild;
                previous[afterChild] = childPrevious;
                blockEnd = nodeLast;
            }

            next[end] = node;
            previous[node] = end;
            end = blockEnd;
            parents[node] = child;
            arcs[node] = childArc;
            size[node] = moved - childSize;
            if (node == top)
                break;
            (child, childSize, childLast, childArc, childPrevious, afterChild) = (node, nodeSize, nodeLast, nodeArc, nodePrevious, afterNode);
            node = nodeParent;
        }

        for (node = top; node != newTop; node = parents[node])
            last[node] = end;
        last[newTop] = end;
        return end;
    }
}
