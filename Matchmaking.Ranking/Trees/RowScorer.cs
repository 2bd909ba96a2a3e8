using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Matchmaking.Ranking.Trees;

/// <summary>
/// Scores one row at a time. Trees are flattened into nodes of eight bytes, siblings side by side, and walked four at a time
/// without a branch: where one waits for memory the others go on. Missing values need no question of their own, since the row is
/// laid out twice, once with them below all numbers and once above.
/// </summary>
public sealed class RowScorer
{
    private const int Together = 4;

    private readonly TreeEnsemble _ensemble;
    private readonly Node[] _nodes;
    private readonly int[] _roots;
    private readonly int[] _steps;
    private readonly long[] _leaves;
    private readonly int[] _leafStarts;
    private readonly int _room;

    /// <exception cref="ArgumentException">More features or leaves than a node has bits for.</exception>
    public RowScorer(TreeEnsemble ensemble)
    {
        _ensemble = ensemble;
        if (ensemble.Features > ushort.MaxValue / 2)
            throw new ArgumentException($"{ensemble.Features} features are more than {ushort.MaxValue / 2}.", nameof(ensemble));
        // Trees of about the same depth walk together; the sum does not depend on their order.
        var trees = ensemble.Trees.Select(t => (Tree: t, Depth: DepthOf(t, t.Nodes.Length == 0 ? ~0 : 0))).OrderBy(t => t.Depth).ToList();
        var nodes = new List<Node>();
        var leaves = new List<long>();
        while (trees.Count % Together != 0)
            trees.Add((new RegressionTree([], [0], [1]), 0));
        _roots = new int[trees.Count];
        _leafStarts = new int[trees.Count];
        _steps = new int[trees.Count / Together];
        for (var i = 0; i < trees.Count; i++)
        {
            _roots[i] = nodes.Count;
            _leafStarts[i] = leaves.Count;
            _steps[i / Together] = Math.Max(_steps[i / Together], trees[i].Depth);
            Flatten(trees[i].Tree, nodes);
            leaves.AddRange(trees[i].Tree.Leaves);
        }

        (_nodes, _leaves) = ([.. nodes], [.. leaves]);
        _room = Math.Max(2 * ensemble.Features, trees.Max(t => t.Tree.Leaves.Length));
    }

    /// <summary>Raw score in steps of 2^-32.</summary>
    /// <param name="row">A value for each feature; NaN where missing.</param>
    /// <exception cref="ArgumentException">Another number of values.</exception>
    public long Score(ReadOnlySpan<float> row)
    {
        if (row.Length != _ensemble.Features)
            throw new ArgumentException($"{row.Length} values for {_ensemble.Features} features.", nameof(row));
        Span<float> twice = _room <= 1024 ? stackalloc float[_room] : new float[_room];
        for (var i = 0; i < row.Length; i++)
        {
            var value = row[i];
            twice[i] = float.IsNaN(value) ? float.NegativeInfinity : value;
            twice[row.Length + i] = float.IsNaN(value) ? float.PositiveInfinity : value;
        }

        return _ensemble.Baseline + Walk(twice);
    }

    // Nodes were checked when the trees were made: a child is a node of its tree, a feature a place of the row.
    private long Walk(ReadOnlySpan<float> row)
    {
        ref var value = ref MemoryMarshal.GetReference(row);
        ref var nodes = ref MemoryMarshal.GetArrayDataReference(_nodes);
        var sum = 0L;
        for (var group = 0; group < _steps.Length; group++)
        {
            var first = group * Together;
            ref var a = ref Unsafe.Add(ref nodes, _roots[first]);
            ref var b = ref Unsafe.Add(ref nodes, _roots[first + 1]);
            ref var c = ref Unsafe.Add(ref nodes, _roots[first + 2]);
            ref var d = ref Unsafe.Add(ref nodes, _roots[first + 3]);
            nint atA = 0, atB = 0, atC = 0, atD = 0;
            for (var step = _steps[group]; step > 0; step--)
            {
                atA = Next(ref Unsafe.Add(ref a, atA), ref value);
                atB = Next(ref Unsafe.Add(ref b, atB), ref value);
                atC = Next(ref Unsafe.Add(ref c, atC), ref value);
                atD = Next(ref Unsafe.Add(ref d, atD), ref value);
            }

            sum += _leaves[_leafStarts[first] + Unsafe.Add(ref a, atA).Feature] + _leaves[_leafStarts[first + 1] + Unsafe.Add(ref b, atB).Feature]
                + _leaves[_leafStarts[first + 2] + Unsafe.Add(ref c, atC).Feature] + _leaves[_leafStarts[first + 3] + Unsafe.Add(ref d, atD).Feature];
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Next(ref Node node, ref float row) => node.Left + (Unsafe.Add(ref row, (nint)node.Feature) > node.Threshold ? 1 : 0);

    private static int DepthOf(RegressionTree tree, int at) =>
        at < 0 ? 0 : 1 + Math.Max(DepthOf(tree, tree.Nodes[at].Left), DepthOf(tree, tree.Nodes[at].Right));

    /// <summary>Level by level, so that two siblings stand side by side. A leaf leads to itself whatever the row.</summary>
    private void Flatten(RegressionTree tree, List<Node> nodes)
    {
        var start = nodes.Count;
        var waiting = new Queue<int>();
        waiting.Enqueue(tree.Nodes.Length == 0 ? ~0 : 0);
        for (var placed = 1; waiting.TryDequeue(out var at);)
        {
            if (at < 0)
            {
                nodes.Add(new(float.PositiveInfinity, checked((ushort)~at), checked((ushort)(nodes.Count - start))));
                continue;
            }

            var node = tree.Nodes[at];
            var feature = node.MissingRight ? node.Feature + _ensemble.Features : node.Feature;
            nodes.Add(new(node.Threshold, checked((ushort)feature), checked((ushort)placed)));
            waiting.Enqueue(node.Left);
            waiting.Enqueue(node.Right);
            placed += 2;
        }
    }

    /// <summary>Right of it is the node after <paramref name="Left"/>. Of a leaf the feature is its number in the tree.</summary>
    private readonly record struct Node(float Threshold, ushort Feature, ushort Left);
}
