using Matchmaking.Ranking.Trees;

namespace Matchmaking.Ranking.Index;

/// <summary>
/// What no row between bounds can score more than: for each tree the largest leaf that such a row can reach. The sum is exact, as all sums of leaves are. Immutable.
/// </summary>
internal sealed class BoundTrees
{
    private readonly Node[] _nodes;
    private readonly int[] _roots;
    private readonly long _baseline;

    public BoundTrees(TreeEnsemble ensemble)
    {
        var nodes = new List<Node>();
        _baseline = ensemble.Baseline;
        _roots = [.. ensemble.Trees.Select(t => Flatten(t, t.Nodes.Length == 0 ? ~0 : 0, nodes))];
        _nodes = [.. nodes];
    }

    /// <summary>In steps of 2^-32.</summary>
    /// <param name="columns">Bounds by column.</param>
    public long Upper(ReadOnlySpan<ColumnBounds> columns)
    {
        var sum = _baseline;
        foreach (var root in _roots)
            sum += Largest(root, long.MinValue, columns);
        return sum;
    }

    /// <returns>The larger of a number and the largest leaf that can be reached below a node.</returns>
    private long Largest(int at, long known, ReadOnlySpan<ColumnBounds> columns)
    {
        while (true)
        {
            ref readonly var node = ref _nodes[at];
            if (node.Most <= known)
                return known;
            if (node.Feature < 0)
                return node.Most;
            ref readonly var column = ref columns[node.Feature];
            var right = column.Upper > node.Threshold || (column.Missing && node.MissingRight);
            var left = column.Lower <= node.Threshold || (column.Missing && !node.MissingRight);
            if (left && right)
            {
                // The side that promises more first: the other one then often promises too little.
                var (first, second) = _nodes[node.Left].Most >= _nodes[node.Right].Most ? (node.Left, node.Right) : (node.Right, node.Left);
                known = Largest(first, known, columns);
                at = second;
            }
            else
            {
                at = right ? node.Right : node.Left;
            }
        }
    }

    private static int Flatten(RegressionTree tree, int at, List<Node> nodes)
    {
        var place = nodes.Count;
        if (at < 0)
        {
            nodes.Add(new(-1, 0, false, 0, 0, tree.Leaves[~at]));
            return place;
        }

        nodes.Add(default);
        var node = tree.Nodes[at];
        var left = Flatten(tree, node.Left, nodes);
        var right = Flatten(tree, node.Right, nodes);
        nodes[place] = new(node.Feature, node.Threshold, node.MissingRight, left, right, Math.Max(nodes[left].Most, nodes[right].Most));
        return place;
    }

    /// <param name="Feature">-1 in a leaf.</param>
    /// <param name="Threshold">Above it a value goes right.</param>
    /// <param name="MissingRight">Where a missing value goes.</param>
    /// <param name="Left">A node.</param>
    /// <param name="Right">A node.</param>
    /// <param name="Most">The largest leaf below.</param>
    private readonly record struct Node(int Feature, float Threshold, bool MissingRight, int Left, int Right, long Most);
}
