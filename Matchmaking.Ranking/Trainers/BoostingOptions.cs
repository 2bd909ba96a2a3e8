using Matchmaking.Core.Numerics;

namespace Matchmaking.Ranking.Trainers;

/// <summary>How trees are grown one after another. Nothing is left to chance: there is no sampling of rows or features.</summary>
public sealed record BoostingOptions
{
    /// <summary>Trees at most; fewer where early stopping finds none better.</summary>
    public int Trees { get; init; } = 100;

    /// <summary>Leaves a tree, at most; 2..256.</summary>
    public int Leaves { get; init; } = 31;

    /// <summary>What share of each tree's answer counts; above 0, at most 1.</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>The fewest rows in a leaf; at least 1.</summary>
    public int MinRowsInLeaf { get; init; } = 50;

    /// <summary>Bins of a feature, the one for missing values aside; 2..255.</summary>
    public int Bins { get; init; } = 255;

    /// <summary>Added to the hessian of a leaf: draws leaves with little evidence towards 0.</summary>
    public double L2 { get; init; } = 1;

    /// <summary>The smallest sum of hessians in a leaf.</summary>
    public double MinHessianInLeaf { get; init; } = 1e-3;

    /// <summary>Pairs count in which one row stands among so many first ranks.</summary>
    public int Truncation { get; init; } = 30;

    /// <summary>
    /// What the second part of NDCG-Loss2++ counts beside the first (<see cref="LambdaMart.PairWeights"/>), at least 0; 0 is plain LambdaRank, better where a group has one or two rows
    /// that matter and a hundred that do not.
    /// </summary>
    public double GapShare { get; init; } = 2;

    /// <summary>
    /// For each feature +1 where a larger value never lowers a score, -1 where it never raises one, 0 otherwise; empty for all 0.
    /// </summary>
    public IReadOnlyList<int> Monotone { get; init; } = [];

    /// <summary>With groups held out: after so many trees that did not order them better, training ends; at least 1.</summary>
    public int Patience { get; init; } = 50;

    /// <summary>How much each group counts, 0 for not at all; empty for 1 each.</summary>
    public IReadOnlyList<double> GroupWeights { get; init; } = [];

    /// <summary>Threads that may work at once.</summary>
    public int Threads { get; init; } = 1;

    internal Parallelism Parallelism => new(Threads);

    /// <exception cref="ArgumentException">A value is outside its range.</exception>
    internal void Check(RankingSet set)
    {
        var features = set.Matrix.Features;
        Require(Trees >= 1, "at least 1 tree");
        Require(Leaves is >= 2 and <= 256, "2 to 256 leaves");
        Require(LearningRate is > 0 and <= 1, "a learning rate above 0 and up to 1");
        Require(MinRowsInLeaf >= 1, "at least 1 row in a leaf");
        Require(Bins is >= 2 and <= 255, "2 to 255 bins");
        Require(L2 is >= 0 and < double.PositiveInfinity, "an L2 of at least 0");
        Require(MinHessianInLeaf is >= 0 and < double.PositiveInfinity, "a smallest hessian of at least 0");
        Require(Truncation >= 1, "a truncation of at least 1");
        Require(GapShare is >= 0 and <= 100, "a gap share from 0 to 100");
        Require(Monotone.Count == 0 || Monotone.Count == features, "a monotone constraint for each feature or none");
        Require(Monotone.All(m => m is >= -1 and <= 1), "monotone constraints -1, 0 or 1");
        Require(Patience >= 1, "a patience of at least 1 tree");
        Require(GroupWeights.Count == 0 || GroupWeights.Count == set.Groups, "a weight for each group or none");
        Require(GroupWeights.All(w => w is >= 0 and <= 1000), "weights from 0 to 1000");
        Require(GroupWeights.Count == 0 || GroupWeights.Any(w => w > 0), "a group with a weight");
        Require(Threads >= 1, "at least 1 thread");
    }

    /// <param name="set">What is learned from.</param>
    /// <param name="bins">The number that it was made ready with.</param>
    /// <exception cref="ArgumentException">A value is outside its range, or the number of bins is another.</exception>
    internal void Check(RankingSet set, int bins)
    {
        Check(set);
        Require(Bins == bins, $"{bins} bins where rows were made ready for as many");
    }

    private static void Require(bool holds, string what)
    {
        if (!holds)
            throw new ArgumentException($"Training takes {what}.");
    }
}
