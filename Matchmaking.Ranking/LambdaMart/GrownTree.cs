using Matchmaking.Ranking.Trees;

namespace Matchmaking.Ranking.LambdaMart;

/// <summary>A tree while and after it grows: leaves with their rows, inner nodes in the order of dividing.</summary>
internal sealed class GrownTree(GrowingLeaf root, RowPartition partition)
{
    private readonly Dictionary<GrowingLeaf, (TreeNode Question, GrowingLeaf Left, GrowingLeaf Right)> _divided = [];
    private readonly List<GrowingLeaf> _leaves = [root];

    public IReadOnlyList<GrowingLeaf> Leaves => _leaves;

    public void Divide(GrowingLeaf parent, TreeNode question, GrowingLeaf left, GrowingLeaf right)
    {
        _divided.Add(parent, (question, left, right));
        _leaves[_leaves.IndexOf(parent)] = left;
        _leaves.Add(right);
    }

    public ReadOnlySpan<int> Rows(GrowingLeaf leaf) => partition.Rows(leaf.Start, leaf.Count).Span;

    /// <summary>The tree for good: nodes in preorder, leaves from left to right.</summary>
    public RegressionTree ToTree()
    {
        var nodes = new List<TreeNode>();
        var leaves = new List<GrowingLeaf>();
        Visit(root);
        return new(nodes, [.. leaves.Select(l => l.Value)], [.. leaves.Select(l => l.Count)]);

        int Visit(GrowingLeaf leaf)
        {
            if (!_divided.TryGetValue(leaf, out var divided))
            {
                leaves.Add(leaf);
                return ~(leaves.Count - 1);
            }

            var at = nodes.Count;
            nodes.Add(divided.Question);
            var left = Visit(divided.Left);
            nodes[at] = divided.Question with { Left = left, Right = Visit(divided.Right) };
            return at;
        }
    }
}
