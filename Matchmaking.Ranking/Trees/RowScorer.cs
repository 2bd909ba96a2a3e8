using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Matchmaking.Ranking.Trees;

/// <summary>
/// Scores one row at a time. Trees are flattened into nodes of eight bytes, siblings side by side, and walked eight at a time
/// without a branch: where one waits for memory the others go on. Missing values need no question of their own, since the row is
/// laid out twice, once with them below all numbers and once above.
/// </summary>
public sealed class RowScorer
{
    /// <summary>Trees that walk side by side.</summary>
    private const int Together = 8;

    private readonly TreeEnsemble _ensemble;
    private readonly Node[] _nodes;
    private readonly long[] _values;
    private readonly Group[] _groups;

    /// <exception cref="ArgumentException">More features than a node has bits for.</exception>
    public RowScorer(TreeEnsemble ensemble)
    {
        _ensemble = ensemble;
        if (ensemble.Features > ushort.MaxValue / 2)
            throw new ArgumentException($"{ensemble.Features} features are more than {ushort.MaxValue / 2}.", nameof(ensemble));
        // Trees of about the same depth walk together; the sum does not depend on their order.
        var trees = ensemble.Trees.Select(t => (Tree: t, Depth: DepthOf(t, t.Nodes.Length == 0 ? ~0 : 0))).OrderBy(t => t.Depth);
        var nodes = new List<Node>();
        var values = new List<long>();
        _groups = [.. trees.Chunk(Together).Select(group =>
        {
            var start = nodes.Count;
            var roots = new int[Together];
            for (var i = 0; i < Together; i++)
            {
                roots[i] = nodes.Count - start;
                Flatten(i < group.Length ? group[i].Tree : new RegressionTree([], [0], [1]), start, nodes, values);
            }

            return new Group(start, roots, group.Max(t => t.Depth));
        })];
        (_nodes, _values) = ([.. nodes], [.. values]);
    }

    /// <summary>Raw score in steps of 2^-32.</summary>
    /// <param name="row">A value for each feature; NaN where missing.</param>
    /// <exception cref="ArgumentException">Another number of values.</exception>
    public long Score(ReadOnlySpan<float> row)
    {
        if (row.Length != _ensemble.Features)
            throw new ArgumentException($"{row.Length} values for {_ensemble.Features} features.", nameof(row));
        Span<float> twice = row.Length <= 512 ? stackalloc float[2 * row.Length] : new float[2 * row.Length];
        for (var i = 0; i < row.Length; i++)
        {
            var value = row[i];
            twice[i] = float.IsNaN(value) ? float.NegativeInfinity : value;
            twice[row.Length + i] = float.IsNaN(value) ? float.PositiveInfinity : value;
        }

        var sum = _ensemble.Baseline;
        foreach (var group in _groups)
            sum += Walk(group, twice);
        return sum;
    }

    // Nodes were checked when the trees were made: a child is a node of its tree, a feature a place of the row.
    private long Walk(Group group, ReadOnlySpan<float> row)
    {
        ref var value = ref MemoryMarshal.GetReference(row);
        ref var node = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_nodes), group.Start);
        var roots = group.Roots;
        nint a = roots[0], b = roots[1], c = roots[2], d = roots[3], e = roots[4], f = roots[5], g = roots[6], h = roots[7];
        for (var step = group.Depth; step > 0; step--)
        {
            a = Next(ref Unsafe.Add(ref node, a), ref value);
            b = Next(ref Unsafe.Add(ref node, b), ref value);
            c = Next(ref Unsafe.Add(ref node, c), ref value);
            d = Next(ref Unsafe.Add(ref node, d), ref value);
            e = Next(ref Unsafe.Add(ref node, e), ref value);
            f = Next(ref Unsafe.Add(ref node, f), ref value);
            g = Next(ref Unsafe.Add(ref node, g), ref value);
            h = Next(ref Unsafe.Add(ref node, h), ref value);
        }

        ref var leaf = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_values), group.Start);
        return Unsafe.Add(ref leaf, a) + Unsafe.Add(ref leaf, b) + Unsafe.Add(ref leaf, c) + Unsafe.Add(ref leaf, d)
            + Unsafe.Add(ref leaf, e) + Unsafe.Add(ref leaf, f) + Unsafe.Add(ref leaf, g) + Unsafe.Add(ref leaf, h);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Next(ref Node node, ref float row) => node.Left + (Unsafe.Add(ref row, (nint)node.Feature) > node.Threshold ? 1 : 0);

    private static int DepthOf(RegressionTree tree, int at) =>
        at < 0 ? 0 : 1 + Math.Max(DepthOf(tree, tree.Nodes[at].Left), DepthOf(tree, tree.Nodes[at].Right));

    /// <summary>Level by level, so that two siblings stand side by side. A leaf leads to itself whatever the row.</summary>
    private void Flatten(RegressionTree tree, int start, List<Node> nodes, List<long> values)
    {
        var waiting = new Queue<int>();
        waiting.Enqueue(tree.Nodes.Length == 0 ? ~0 : 0);
        for (var placed = nodes.Count - start + 1; waiting.TryDequeue(out var at);)
        {
            if (at < 0)
            {
                nodes.Add(new(float.PositiveInfinity, 0, checked((ushort)(nodes.Count - start))));
                values.Add(tree.Leaves[~at]);
                continue;
            }

            var node = tree.Nodes[at];
            var feature = node.MissingRight ? node.Feature + _ensemble.Features : node.Feature;
            nodes.Add(new(node.Threshold, checked((ushort)feature), checked((ushort)placed)));
            values.Add(0);
            waiting.Enqueue(node.Left);
            waiting.Enqueue(node.Right);
            placed += 2;
        }
    }

    /// <summary>A question, or a leaf, which answers "left" to every row.</summary>
    /// <param name="Threshold">Above it a value goes right.</param>
    /// <param name="Feature">Place in the row that is laid out twice.</param>
    /// <param name="Left">Place in the group of trees; on its right is the next.</param>
    private readonly record struct Node(float Threshold, ushort Feature, ushort Left);

    /// <param name="Start">The first node.</param>
    /// <param name="Roots">Places of the roots in the group.</param>
    /// <param name="Depth">Of the deepest tree.</param>
    private sealed record Group(int Start, int[] Roots, int Depth);
}
