using Matchmaking.Ranking.Explain;
using Matchmaking.Ranking.Trees;
using Matchmaking.Tests.Ranking.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Explain;

internal sealed class TreeShapTests
{
    [Test]
    public void Explain_SmallTrees_AsAveragedOverAllSubsets()
    {
        var random = new Random(5);
        for (var round = 0; round < 300; round++)
        {
            var features = random.Next(1, 8);
            var ensemble = RandomTrees.Ensemble(random, features, random.Next(1, 4), 12);
            var row = RandomTrees.Rows(random, 1, features);
            var shap = new TreeShap(ensemble);
            var contributions = new double[features];

            shap.Explain(row, contributions);

            Assert.That(shap.Baseline, Is.EqualTo(Expectation(ensemble, row, 0)).Within(1e-12));
            for (var feature = 0; feature < features; feature++)
                Assert.That(contributions[feature], Is.EqualTo(Shapley(ensemble, row, feature)).Within(1e-12));
        }
    }

    [Test]
    public void Explain_LargeTrees_AddsUpToTheScore()
    {
        var random = new Random(6);
        foreach (var (features, leaves) in ((int, int)[])[(32, 31), (60, 256), (2, 256), (200, 256)])
        {
            var ensemble = RandomTrees.Ensemble(random, features, 50, leaves);
            var shap = new TreeShap(ensemble);
            var contributions = new double[features];
            for (var round = 0; round < 10; round++)
            {
                var row = RandomTrees.Rows(random, 1, features);
                shap.Explain(row, contributions);

                Assert.That(shap.Baseline + contributions.Sum(), Is.EqualTo(FixedScore.ToDouble(ensemble.Score(row))).Within(1e-10));
            }
        }
    }

    [Test]
    public void Explain_FeatureOfNoQuestion_Nothing()
    {
        var shap = new TreeShap(new(3, 0, [new([new(1, 0.5f, false, ~0, ~1)], [0, FixedScore.Of(1)], [3, 1])]));
        var contributions = new double[3];

        shap.Explain([9, 1, 9], contributions);

        Assert.That((shap.Baseline, contributions[0], contributions[2]), Is.EqualTo((0.25, 0.0, 0.0)));
        Assert.That(contributions[1], Is.EqualTo(0.75).Within(1e-15));
    }

    private static double Shapley(TreeEnsemble ensemble, float[] row, int feature)
    {
        var sum = 0.0;
        for (var known = 0; known < 1 << row.Length; known++)
        {
            if ((known >> feature & 1) == 1)
                continue;
            var size = int.PopCount(known);
            var weight = Factorial(size) * Factorial(row.Length - size - 1) / Factorial(row.Length);
            sum += weight * (Expectation(ensemble, row, known | 1 << feature) - Expectation(ensemble, row, known));
        }

        return sum;
    }

    private static double Expectation(TreeEnsemble ensemble, float[] row, int known) =>
        FixedScore.ToDouble(ensemble.Baseline) + ensemble.Trees.Sum(t => Mean(t, t.Nodes.Length == 0 ? ~0 : 0, row, known).Value);

    private static (double Value, int Rows) Mean(RegressionTree tree, int at, float[] row, int known)
    {
        if (at < 0)
            return (FixedScore.ToDouble(tree.Leaves[~at]), tree.LeafRows[~at]);
        var node = tree.Nodes[at];
        var (left, right) = (Mean(tree, node.Left, row, known), Mean(tree, node.Right, row, known));
        var rows = left.Rows + right.Rows;
        if ((known >> node.Feature & 1) == 1)
            return (node.GoesRight(row[node.Feature]) ? right.Value : left.Value, rows);
        return ((left.Value * left.Rows + right.Value * right.Rows) / rows, rows);
    }

    private static double Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);
}
