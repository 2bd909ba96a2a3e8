using System.Runtime.CompilerServices;

namespace Matchmaking.Core.Plans.Solving;

/// <summary>
/// The rooted spanning tree of a network simplex basis: for each node its parent, the arc to it, its depth, and its children as
/// doubly linked lists, so that cutting a subtree off and hanging it elsewhere costs its stem, and walking it costs its size.
/// </summary>
internal sealed class SpanningTree
{
    private readonly int[] _firstChild;
    private readonly int[] _next;
    private readonly int[] _previous;

    /// <summary>A star: every node hangs on <paramref name="root"/> by its arc.</summary>
    public SpanningTree(int nodes, int root, Func<int, int> arcOf)
    {
        Parent = new int[nodes];
        Arc = new int[nodes];
        Depth = new int[nodes];
        _firstChild = new int[nodes];
        _next = new int[nodes];
        _previous = new int[nodes];
        Array.Fill(_firstChild, -1);
        Parent[root] = -1;
        Arc[root] = -1;
        for (var node = 0; node < nodes; node++)
        {
            if (node == root)
                continue;
            Arc[node] = arcOf(node);
            Depth[node] = 1;
            Attach(node, root);
        }
    }

    /// <summary>-1 for the root.</summary>
    public int[] Parent { get; }

    /// <summary>The arc between a node and its parent, whichever way it points.</summary>
    public int[] Arc { get; }

    public int[] Depth { get; }

    /// <summary>The lowest common ancestor.</summary>
    public int Join(int a, int b)
    {
        while (a != b)
        {
            if (Depth[a] >= Depth[b])
                a = Parent[a];
            else
                b = Parent[b];
        }

        return a;
    }

    /// <summary>
    /// Cuts the subtree of <paramref name="top"/> off, makes <paramref name="newTop"/> (a node of it) its root and hangs it on
    /// <paramref name="parent"/> by <paramref name="arc"/>. Depths and potentials are the caller's next step: <see cref="Shift"/>.
    /// </summary>
    public void Rehang(int top, int newTop, int parent, int arc)
    {
        var node = newTop;
        while (true)
        {
            var (oldParent, oldArc) = (Parent[node], Arc[node]);
            Detach(node);
            Attach(node, parent);
            Arc[node] = arc;
            if (node == top)
                return;
            (parent, arc, node) = (node, oldArc, oldParent);
        }
    }

    /// <summary>Adds <paramref name="delta"/> to the potential of every node of a subtree and renews their depths.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Shift(int top, long[] potential, long delta)
    {
        var node = top;
        while (true)
        {
            potential[node] += delta;
            Depth[node] = Depth[Parent[node]] + 1;
            if (_firstChild[node] >= 0)
            {
                node = _firstChild[node];
                continue;
            }

            while (node != top && _next[node] < 0)
                node = Parent[node];
            if (node == top)
                return;
            node = _next[node];
        }
    }

    private void Attach(int node, int parent)
    {
        var first = _firstChild[parent];
        Parent[node] = parent;
        _previous[node] = -1;
        _next[node] = first;
        if (first >= 0)
            _previous[first] = node;
        _firstChild[parent] = node;
    }

    private void Detach(int node)
    {
        if (_previous[node] >= 0)
            _next[_previous[node]] = _next[node];
        else
            _firstChild[Parent[node]] = _next[node];
        if (_next[node] >= 0)
            _previous[_next[node]] = _previous[node];
    }
}
