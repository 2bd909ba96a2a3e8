using Matchmaking.Ranking.Trainers;
using Matchmaking.Ranking.Trees;
using Microsoft.ML.Trainers.FastTree;
using MlNetTree = Microsoft.ML.Trainers.FastTree.RegressionTree;
using RegressionTree = Matchmaking.Ranking.Trees.RegressionTree;

namespace Matchmaking.Ranking.MlNet;

/// <summary>
/// Makes trees of ML.NET into the engine's: the same questions, in preorder, and the same answers as multiples of 2^-(32 + Exponent). ML.NET adds doubles and rounds the sum to single
/// precision; the steps are finer than half a unit of that in all scores that are not next to 0, so that the engine's sum, rounded likewise, has the same bits.
/// </summary>
internal sealed class TreeConversion
{
    /// <summary>Finer than the doubles that ML.NET adds.</summary>
    private const int MostExponent = 20;

    private readonly MissingValues _missing;
    private readonly IReadOnlyList<int> _monotone;

    /// <param name="ensemble">What is converted.</param>
    /// <param name="missing">What stood in for missing values.</param>
    /// <param name="monotone">By feature, or empty.</param>
    /// <exception cref="TrainingDataException">An answer is no number (<c>refused-by-library</c>).</exception>
    public TreeConversion(RegressionTreeEnsemble ensemble, MissingValues missing, IReadOnlyList<int> monotone)
    {
        (_missing, _monotone) = (missing, monotone);
        var largest = Math.Abs(ensemble.Bias) + ensemble.Trees.Zip(ensemble.TreeWeights, (t, w) => Math.Abs(w) * t.LeafValues.Select(Math.Abs).DefaultIfEmpty().Max()).Sum();
        Exponent = MostExponent;
        if (!double.IsFinite(largest))
            throw new TrainingDataException("refused-by-library", "ML.NET grew a tree with an answer that is no number.");
        while (Math.ScaleB(largest, Exponent) >= FixedScore.Limit / 2)
            Exponent--;
    }

    /// <summary>Scores are 2^Exponent times those of ML.NET.</summary>
    public int Exponent { get; }

    public long Steps(double score) => FixedScore.Of(Math.ScaleB(score, Exponent));

    /// <param name="tree">One of the ensemble.</param>
    /// <param name="weight">Its weight.</param>
    /// <param name="count">Given the tree, how many rows fell into each leaf.</param>
    /// <exception cref="NotSupportedException">It asks for categories.</exception>
    public RegressionTree Convert(MlNetTree tree, double weight, Func<RegressionTree, int[]> count)
    {
        var nodes = new List<TreeNode>();
        var leaves = new List<long>();
        Visit(tree.NumberOfNodes == 0 ? ~0 : 0);
        var uncounted = new RegressionTree(nodes, leaves, [.. leaves.Select(_ => 1)]);
        // A leaf that a rounded threshold left without rows still is a leaf.
        return new(nodes, leaves, [.. count(uncounted).Select(rows => Math.Max(1, rows))]);

        int Visit(int at)
        {
            if (at < 0)
            {
                leaves.Add(Steps(weight * tree.LeafValues[~at]));
                return ~(leaves.Count - 1);
            }

            if (tree.CategoricalSplitFlags[at])
                throw new NotSupportedException("ML.NET made a division by categories, which none of the features has.");
            var place = nodes.Count;
            var question = Question(tree.NumericalSplitFeatureIndexes[at], tree.NumericalSplitThresholds[at]);
            var (first, second) = question.MissingRight ? (tree.RightChild[at], tree.LeftChild[at]) : (tree.LeftChild[at], tree.RightChild[at]);
            nodes.Add(question);
            var left = Visit(first);
            nodes[place] = question with { Left = left, Right = Visit(second) };
            return place;
        }
    }

    /// <summary>
    /// Missing values stood below all numbers and go left. Where only they do, and the feature is under a constraint, the question says just that: missing right, every number left.
    /// </summary>
    private TreeNode Question(int feature, float threshold) => _monotone.Count > 0 && _monotone[feature] != 0 && threshold < _missing.Least(feature)
        ? new(feature, float.MaxValue, MissingRight: true, 0, 0)
        : new(feature, threshold, MissingRight: false, 0, 0);
}
