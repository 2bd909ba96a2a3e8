using System.Runtime.Intrinsics;
using Matchmaking.Ranking.Trainers;
using Matchmaking.Ranking.Trees;

namespace Matchmaking.Ranking.LambdaMart;

/// <summary>
/// Grows one tree leaf by leaf: the leaf whose division gains most is divided next (G. Ke et al., "LightGBM", NIPS 2017, section 2). The histogram of the
/// smaller child is added up from its rows; the other's is the parent's less that.
/// </summary>
internal sealed class TreeGrower
{
    private readonly BinnedRows _binned;
    private readonly BoostingOptions _options;
    private readonly Stack<Vector128<long>[]> _free = new();
    private readonly HistogramBuilder _histograms;

    public TreeGrower(BinnedRows binned, BoostingOptions options)
    {
        (_binned, _options) = (binned, options);
        _histograms = new(binned, options.Parallelism);
    }

    /// <summary>Grows a tree.</summary>
    /// <param name="partition">The rows that take part; divided among the leaves.</param>
    /// <param name="gradients">Of all rows.</param>
    /// <param name="scale">Their scale.</param>
    /// <returns>Null where no division gains anything.</returns>
    public GrownTree? Grow(RowPartition partition, long[] gradients, GradientScale scale)
    {
        var search = new SplitSearch(_binned, _options, scale.Hessian);
        var root = new GrowingLeaf(0, partition.Count, AnswerRange.All, Rent());
        _histograms.Fill(root.Cells!, partition.Rows(root.Start, root.Count), gradients);
        root.Sums = Total(root.Cells!);
        root.Best = search.Best(root.Cells!, root.Sums, root.Range);
        var tree = new GrownTree(root, partition);
        while (tree.Leaves.Count < _options.Leaves && Next(tree.Leaves) is { } leaf)
            Divide(tree, leaf, search, gradients, partition, isLast: tree.Leaves.Count + 1 == _options.Leaves);
        foreach (var leaf in tree.Leaves)
        {
            Return(leaf);
            leaf.Value = FixedScore.Of(leaf.Range.Hold(leaf.Sums.Answer(search.L2)) * scale.Hessian / scale.Gradient * _options.LearningRate);
        }

        return tree.Leaves.Count > 1 ? tree : null;
    }

    private static GrowingLeaf? Next(IReadOnlyList<GrowingLeaf> leaves)
    {
        GrowingLeaf? next = null;
        foreach (var leaf in leaves)
        {
            if (leaf.Best is { } split && (next is null || split.Gain > next.Best!.Value.Gain))
                next = leaf;
        }

        return next;
    }

    private void Divide(GrownTree tree, GrowingLeaf parent, SplitSearch search, long[] gradients, RowPartition partition, bool isLast)
    {
        var split = parent.Best!.Value;
        var lefts = partition.Divide(parent.Start, parent.Count, _binned.Column(split.Feature), split.Bin, split.MissingRight);
        if (lefts != split.Left.Rows)
            throw new InvalidOperationException($"A division counted {split.Left.Rows} rows and moved {lefts}.");
        var (leftRange, rightRange) = Ranges(parent, split, search);
        var left = new GrowingLeaf(parent.Start, lefts, leftRange, null) { Sums = split.Left };
        var right = new GrowingLeaf(parent.Start + lefts, parent.Count - lefts, rightRange, null) { Sums = parent.Sums - split.Left };
        tree.Divide(parent, new(split.Feature, _binned.Bounds(split.Feature).Threshold(split.Bin), split.MissingRight, 0, 0), left, right);
        if (!isLast && (search.CanSplit(left.Sums) || search.CanSplit(right.Sums)))
        {
            var (small, large) = left.Count <= right.Count ? (left, right) : (right, left);
            small.Cells = Rent();
            _histograms.Fill(small.Cells, partition.Rows(small.Start, small.Count), gradients);
            (large.Cells, parent.Cells) = (parent.Cells, null);
            Histogram.Subtract(large.Cells!, small.Cells);
            GrowingLeaf[] children = [left, right];
            _options.Parallelism.For(children.Length, i => children[i].Best = search.Best(children[i].Cells!, children[i].Sums, children[i].Range));
            foreach (var child in children.Where(c => c.Best is null))
                Return(child);
        }

        Return(parent);
    }

    /// <summary>Below a constrained division the answers of each side stay on their side of the middle, so that no later division breaks the order.</summary>
    private static (AnswerRange Left, AnswerRange Right) Ranges(GrowingLeaf parent, Split split, SplitSearch search)
    {
        var range = parent.Range;
        var constraint = search.Constraint(split.Feature, split.Bin);
        if (constraint == 0)
            return (range, range);
        var middle = (range.Hold(split.Left.Answer(search.L2)) + range.Hold((parent.Sums - split.Left).Answer(search.L2))) / 2;
        var (below, above) = (range with { Highest = middle }, range with { Lowest = middle });
        return constraint > 0 ? (below, above) : (above, below);
    }

    /// <summary>The sums of any feature are those of the leaf.</summary>
    private LeafSums Total(ReadOnlySpan<Vector128<long>> cells)
    {
        var sum = Vector128<long>.Zero;
        foreach (var cell in cells[..(_binned.Bounds(0).Count + 1)])
            sum += cell;
        return LeafSums.Of(sum);
    }

    private Vector128<long>[] Rent() => _free.TryPop(out var cells) ? cells : new Vector128<long>[_binned.Cells];

    private void Return(GrowingLeaf leaf)
    {
        if (leaf.Cells is { } cells)
            _free.Push(cells);
        leaf.Cells = null;
    }
}
