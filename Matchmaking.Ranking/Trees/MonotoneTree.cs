namespace Matchmaking.Ranking.Trees;

/// <summary>
/// Makes a tree that was grown without constraints keep them: where a larger value may not lower the score, no leaf on the left of a division by that feature stands above one on its
/// right. Divisions are mended from the leaves upwards, each by the one bound that changes the scores of the training rows least (least squares, weighted by rows); holding leaves to a
/// bound cannot undo what was mended below. Sums are of whole numbers: the result is the same on every machine.
/// </summary>
public static class MonotoneTree
{
    /// <param name="tree">Any tree.</param>
    /// <param name="monotone">For each feature +1 where a larger value never lowers a score, -1 where it never raises one, 0 otherwise; empty for all 0.</param>
    /// <returns>The same questions with leaves that keep the constraints; the tree itself where it keeps them already.</returns>
    public static RegressionTree Of(RegressionTree tree, IReadOnlyList<int> monotone)
    {
        if (monotone.Count == 0)
            return tree;
        var leaves = tree.Leaves.ToArray();
        // Children stand behind their parents: from the last node to the first is from the leaves upwards.
        for (var at = tree.Nodes.Length - 1; at >= 0; at--)
        {
            var node = tree.Nodes[at];
            if (monotone[node.Feature] == 0 || SetsMissingApart(node))
                continue;
            var (first, middle, end) = (FirstLeaf(tree, at), FirstLeaf(tree, node.Right), LastLeaf(tree, node.Right) + 1);
            var (left, right) = (new Side(leaves, tree.LeafRows, first..middle), new Side(leaves, tree.LeafRows, middle..end));
            var (lower, upper) = monotone[node.Feature] > 0 ? (left, right) : (right, left);
            if (lower.Largest <= upper.Smallest)
                continue;
            var bound = Bound(lower, upper);
            lower.HoldBelow(bound);
            upper.HoldAbove(bound);
        }

        return leaves.AsSpan().SequenceEqual(tree.Leaves) ? tree : new(tree.Nodes.ToArray(), leaves, tree.LeafRows.ToArray());
    }

    /// <summary>Whether every number goes left: of missing values constraints say nothing.</summary>
    private static bool SetsMissingApart(TreeNode node) => node is { Threshold: float.MaxValue, MissingRight: true };

    private static int FirstLeaf(RegressionTree tree, int at)
    {
        while (at >= 0)
            at = tree.Nodes[at].Left;
        return ~at;
    }

    private static int LastLeaf(RegressionTree tree, int at)
    {
        while (at >= 0)
            at = tree.Nodes[at].Right;
        return ~at;
    }

    /// <summary>
    /// Where the leaves that must not stand above it are drawn down as much as the others are drawn up. What is left to draw falls with the bound, in straight pieces between the leaves:
    /// the piece in which it reaches zero has it.
    /// </summary>
    private static long Bound(Side lower, Side upper)
    {
        long[] places = [.. lower.Leaves.Concat(upper.Leaves).Where(v => v >= upper.Smallest && v <= lower.Largest).Distinct().Order()];
        var (from, to) = (0, places.Length - 1);
        while (to - from > 1)
        {
            var middle = (from + to) / 2;
            var (above, below) = (lower.Above(places[middle]), upper.Below(places[middle]));
            if (above.Sum - above.Rows * places[middle] > below.Rows * places[middle] - below.Sum)
                from = middle;
            else
                to = middle;
        }

        // Within the piece the same leaves are drawn: their mean is the bound.
        var (down, up) = (lower.Above(places[from]), upper.Below(places[to]));
        return Math.Clamp((long)((down.Sum + up.Sum) / (down.Rows + up.Rows)), places[from], places[to]);
    }

    /// <summary>The leaves on one side of a division.</summary>
    private readonly struct Side(long[] leaves, ReadOnlySpan<int> leafRows, Range range)
    {
        private readonly int _start = range.Start.Value;
        private readonly int[] _rows = leafRows[range].ToArray();

        public ArraySegment<long> Leaves => new(leaves, _start, _rows.Length);

        public long Largest => Leaves.Max();

        public long Smallest => Leaves.Min();

        /// <summary>Rows in leaves above a bound, and the sum of their values.</summary>
        public (Int128 Sum, Int128 Rows) Above(long bound) => Sum(v => v > bound);

        public (Int128 Sum, Int128 Rows) Below(long bound) => Sum(v => v < bound);

        public void HoldBelow(long bound) => Hold(v => Math.Min(v, bound));

        public void HoldAbove(long bound) => Hold(v => Math.Max(v, bound));

        private (Int128 Sum, Int128 Rows) Sum(Func<long, bool> counts)
        {
            Int128 sum = 0;
            Int128 rows = 0;
            for (var i = 0; i < _rows.Length; i++)
            {
                if (!counts(leaves[_start + i]))
                    continue;
                sum += (Int128)leaves[_start + i] * _rows[i];
                rows += _rows[i];
            }

            return (sum, rows);
        }

        private void Hold(Func<long, long> hold)
        {
            for (var i = 0; i < _rows.Length; i++)
                leaves[_start + i] = hold(leaves[_start + i]);
        }
    }
}
