using Matchmaking.Ranking.Trees;

namespace Matchmaking.Ranking.Explain;

/// <summary>The way to each leaf of a tree, feature by feature.</summary>
internal sealed class TreePaths
{
    private readonly List<LeafPath> _paths = [];
    private readonly int[] _rows;

    public TreePaths(RegressionTree tree)
    {
        Tree = tree;
        _rows = new int[tree.Nodes.Length];
        var root = tree.Nodes.Length == 0 ? ~0 : 0;
        CountRows(root);
        Walk(root, []);
        double sum = 0;
        for (var leaf = 0; leaf < tree.Leaves.Length; leaf++)
            sum += FixedScore.ToDouble(tree.Leaves[leaf]) * tree.LeafRows[leaf];
        Mean = sum / RowsOf(root);
    }

    public RegressionTree Tree { get; }

    public IReadOnlyList<LeafPath> Paths => _paths;

    public int MostOnPath => _paths.Max(p => p.Steps.Length);

    /// <summary>Mean value over the training rows.</summary>
    public double Mean { get; }

    private int RowsOf(int at) => at < 0 ? Tree.LeafRows[~at] : _rows[at];

    private void CountRows(int at)
    {
        if (at < 0)
            return;
        var node = Tree.Nodes[at];
        CountRows(node.Left);
        CountRows(node.Right);
        _rows[at] = RowsOf(node.Left) + RowsOf(node.Right);
    }

    private void Walk(int at, List<(int Node, bool Right)> answers)
    {
        if (at < 0)
        {
            _paths.Add(new(FixedScore.ToDouble(Tree.Leaves[~at]), [.. answers.GroupBy(a => Tree.Nodes[a.Node].Feature).Select(Step)]));
            return;
        }

        foreach (var right in (ReadOnlySpan<bool>)[false, true])
        {
            answers.Add((at, right));
            Walk(right ? Tree.Nodes[at].Right : Tree.Nodes[at].Left, answers);
            answers.RemoveAt(answers.Count - 1);
        }
    }

    private PathStep Step(IGrouping<int, (int Node, bool Right)> answers)
    {
        var share = 1.0;
        foreach (var (node, right) in answers)
            share *= (double)RowsOf(right ? Tree.Nodes[node].Right : Tree.Nodes[node].Left) / _rows[node];
        return new(answers.Key, share, [.. answers]);
    }
}

/// <param name="Value">Of the leaf.</param>
/// <param name="Steps">One for each feature that is asked about on the way.</param>
internal sealed record LeafPath(double Value, PathStep[] Steps);

/// <param name="Feature">Which feature.</param>
/// <param name="Share">Share of the training rows that go on at each of its questions, multiplied; above 0, below 1.</param>
/// <param name="Answers">The questions about it on the way and the answer that leads on.</param>
internal sealed record PathStep(int Feature, double Share, (int Node, bool Right)[] Answers)
{
    public bool Passes(ReadOnlySpan<bool> right)
    {
        foreach (var (node, answer) in Answers)
        {
            if (right[node] != answer)
                return false;
        }

        return true;
    }
}
