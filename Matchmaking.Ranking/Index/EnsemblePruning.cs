using Matchmaking.Ranking.Trees;

namespace Matchmaking.Ranking.Index;

/// <summary>An ensemble for rows of which some columns are known: their questions are answered beforehand, and the trees that ask nothing more become part of the baseline.</summary>
internal static class EnsemblePruning
{
    /// <param name="ensemble">Of any rows.</param>
    /// <param name="known">Whether a column is the same in all rows.</param>
    /// <param name="values">By column; those that are not known do not matter.</param>
    public static TreeEnsemble Fix(TreeEnsemble ensemble, ReadOnlySpan<bool> known, ReadOnlySpan<float> values)
    {
        var baseline = ensemble.Baseline;
        var trees = new List<RegressionTree>();
        foreach (var tree in ensemble.Trees)
        {
            var (nodes, leaves, rows) = (new List<TreeNode>(), new List<long>(), new List<int>());
            Copy(tree, tree.Nodes.Length == 0 ? ~0 : 0, known, values, nodes, leaves, rows);
            if (nodes.Count == 0)
                baseline += leaves[0];
            else
                trees.Add(new(nodes, leaves, rows));
        }

        return new(ensemble.Features, baseline, trees);
    }

    /// <returns>The copy of a node, or the complement of that of a leaf.</returns>
    private static int Copy(RegressionTree tree, int at, ReadOnlySpan<bool> known, ReadOnlySpan<float> values, List<TreeNode> nodes, List<long> leaves, List<int> rows)
    {
        while (at >= 0 && known[tree.Nodes[at].Feature])
            at = tree.Nodes[at].GoesRight(values[tree.Nodes[at].Feature]) ? tree.Nodes[at].Right : tree.Nodes[at].Left;
        if (at < 0)
        {
            leaves.Add(tree.Leaves[~at]);
            rows.Add(tree.LeafRows[~at]);
            return ~(leaves.Count - 1);
        }

        var copy = nodes.Count;
        nodes.Add(default);
        var left = Copy(tree, tree.Nodes[at].Left, known, values, nodes, leaves, rows);
        var right = Copy(tree, tree.Nodes[at].Right, known, values, nodes, leaves, rows);
        nodes[copy] = tree.Nodes[at] with { Left = left, Right = right };
        return copy;
    }
}
