namespace Matchmaking.Ranking.Trees;

/// <summary>A sum of trees: raw score = baseline + the value of one leaf of each tree. Immutable.</summary>
public sealed class TreeEnsemble
{
    private readonly RegressionTree[] _trees;

    /// <param name="features">How many values a row has.</param>
    /// <param name="baseline">In steps of 2^-32.</param>
    /// <param name="trees">The trees.</param>
    /// <exception cref="ArgumentException">A tree asks for a feature that rows do not have, or scores could leave <see cref="FixedScore.Limit"/>.</exception>
    public TreeEnsemble(int features, long baseline, IReadOnlyList<RegressionTree> trees)
    {
        Features = features;
        Baseline = baseline;
        _trees = [.. trees];
        var largest = Int128.Abs(baseline);
        foreach (var tree in _trees)
        {
            foreach (var node in tree.Nodes)
            {
                if (node.Feature >= features)
                    throw new ArgumentException($"Feature {node.Feature} is not one of {features}.", nameof(trees));
            }

            Int128 most = 0;
            foreach (var leaf in tree.Leaves)
                most = Int128.Max(most, Int128.Abs(leaf));
            largest += most;
        }

        if (largest >= FixedScore.Of(FixedScore.Limit - 1))
            throw new ArgumentException($"Scores could reach {FixedScore.Limit}.", nameof(trees));
    }

    public int Features { get; }

    /// <summary>In steps of 2^-32.</summary>
    public long Baseline { get; }

    public IReadOnlyList<RegressionTree> Trees => _trees;

    /// <summary>
    /// Raw score of one row in steps of 2^-32, tree after tree: the plain definition, which <see cref="RowScorer"/> and
    /// <see cref="BatchScorer"/> meet bit for bit.
    /// </summary>
    public long Score(ReadOnlySpan<float> row)
    {
        var sum = Baseline;
        foreach (var tree in _trees)
            sum += tree.Leaves[tree.LeafOf(row)];
        return sum;
    }
}
