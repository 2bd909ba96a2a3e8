namespace Matchmaking.Ranking.Trees;

/// <summary>
/// A binary tree of questions with a value in each leaf. Inner nodes stand in preorder (parents before children, the root
/// first), leaves from left to right. Immutable.
/// </summary>
public sealed class RegressionTree
{
    private readonly TreeNode[] _nodes;
    private readonly long[] _leaves;
    private readonly int[] _leafRows;

    /// <param name="nodes">Inner nodes in preorder; none for a tree of one leaf.</param>
    /// <param name="leaves">Values of the leaves in steps of 2^-32, from left to right: one more than nodes.</param>
    /// <param name="leafRows">How many training rows fell into each leaf; at least 1.</param>
    /// <exception cref="ArgumentException">Not such a tree.</exception>
    public RegressionTree(IReadOnlyList<TreeNode> nodes, IReadOnlyList<long> leaves, IReadOnlyList<int> leafRows)
    {
        if (leaves.Count != nodes.Count + 1 || leafRows.Count != leaves.Count)
            throw new ArgumentException("A tree has one leaf more than inner nodes, and a number of rows for each.");
        if (nodes.Any(n => n.Feature < 0 || !float.IsFinite(n.Threshold)) || leafRows.Any(r => r < 1))
            throw new ArgumentException("Features count from 0, thresholds are numbers, and a leaf has rows.");
        (_nodes, _leaves, _leafRows) = ([.. nodes], [.. leaves], [.. leafRows]);
        var (nextNode, nextLeaf) = (0, 0);
        CheckOrder(_nodes.Length == 0 ? ~0 : 0, ref nextNode, ref nextLeaf);
    }

    public ReadOnlySpan<TreeNode> Nodes => _nodes;

    public ReadOnlySpan<long> Leaves => _leaves;

    public ReadOnlySpan<int> LeafRows => _leafRows;

    /// <summary>The leaf that a row falls into.</summary>
    public int LeafOf(ReadOnlySpan<float> row)
    {
        var at = _nodes.Length == 0 ? ~0 : 0;
        while (at >= 0)
        {
            ref readonly var node = ref _nodes[at];
            at = node.GoesRight(row[node.Feature]) ? node.Right : node.Left;
        }

        return ~at;
    }

    private void CheckOrder(int at, ref int nextNode, ref int nextLeaf)
    {
        if (at < 0)
        {
            if (~at != nextLeaf++)
                throw new ArgumentException("Leaves are numbered from left to right.");
            return;
        }

        if (at != nextNode++ || at >= _nodes.Length)
            throw new ArgumentException("Inner nodes stand in preorder.");
        CheckOrder(_nodes[at].Left, ref nextNode, ref nextLeaf);
        CheckOrder(_nodes[at].Right, ref nextNode, ref nextLeaf);
    }
}
