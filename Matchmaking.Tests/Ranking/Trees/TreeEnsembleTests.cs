using Matchmaking.Ranking.Trees;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Trees;

internal sealed class TreeEnsembleTests
{
    [TestCase(1f, 0)] // at the threshold: left
    [TestCase(1.0000001f, 1)]
    [TestCase(float.NaN, 1)]
    [TestCase(float.NegativeInfinity, 0)]
    public void LeafOf_Value_Side(float value, int leaf)
    {
        var tree = new RegressionTree([new(0, 1f, MissingRight: true, ~0, ~1)], [10, 20], [1, 1]);

        Assert.That(tree.LeafOf([value]), Is.EqualTo(leaf));
    }

    [Test]
    public void Tree_NotInOrder_Refused()
    {
        Assert.That(() => new RegressionTree([new(0, 1f, false, ~1, ~0)], [1, 2], [1, 1]), Throws.ArgumentException, "leaves from the right");
        Assert.That(() => new RegressionTree([new(0, 1f, false, 0, ~0)], [1, 2], [1, 1]), Throws.ArgumentException, "a node below itself");
        Assert.That(() => new RegressionTree([new(0, float.NaN, false, ~0, ~1)], [1, 2], [1, 1]), Throws.ArgumentException);
        Assert.That(() => new RegressionTree([new(0, 1f, false, ~0, ~1)], [1], [1]), Throws.ArgumentException);
        Assert.That(() => new RegressionTree([], [1], [0]), Throws.ArgumentException, "a leaf without rows");
    }

    [Test]
    public void Ensemble_FeatureOrScoreOutOfReach_Refused()
    {
        var tree = new RegressionTree([new(2, 1f, false, ~0, ~1)], [0, FixedScore.Of(600_000)], [1, 1]);

        Assert.That(() => new TreeEnsemble(2, 0, [tree]), Throws.ArgumentException);
        Assert.That(() => new TreeEnsemble(3, 0, [tree, tree]), Throws.ArgumentException, "1,200,000 is beyond 2^20");
        Assert.That(new TreeEnsemble(3, 0, [tree]).Score([0, 0, 2]), Is.EqualTo(FixedScore.Of(600_000)));
    }

    [TestCase(0.5, 1L << 31)]
    [TestCase(1.0 / (1L << 33), 0L)] // half a step goes to the even one
    [TestCase(3.0 / (1L << 33), 2L)]
    [TestCase(-2.25, -2415919104L * 4)]
    public void FixedScore_Value_NearestStep(double value, long steps)
    {
        Assert.That(FixedScore.Of(value), Is.EqualTo(steps));
        Assert.That(FixedScore.ToDouble(FixedScore.Of(value)), Is.EqualTo(value).Within(1.0 / (1L << 33)));
    }

    [TestCase(double.NaN)]
    [TestCase(1048576.0)]
    [TestCase(double.NegativeInfinity)]
    public void FixedScore_OutOfReach_Refused(double value) => Assert.That(() => FixedScore.Of(value), Throws.TypeOf<ArgumentOutOfRangeException>());
}
