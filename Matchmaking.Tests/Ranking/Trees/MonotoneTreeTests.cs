using Matchmaking.Ranking.Trees;
using Matchmaking.Tests.Ranking.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Trees;

internal sealed class MonotoneTreeTests
{
    private const int Features = 4;

    private static readonly int[] _monotone = [1, -1, 0, 1];

    [Test]
    public void Of_AnyTree_ScoresKeepTheConstraints()
    {
        var random = new Random(1);
        for (var trial = 0; trial < 300; trial++)
        {
            var tree = MonotoneTree.Of(RandomTrees.Tree(random, Features, random.Next(1, 30)), _monotone);

            float[] row = [.. Enumerable.Range(0, Features).Select(_ => Value(random))];
            for (var feature = 0; feature < Features; feature++)
            {
                var scores = Enumerable.Range(0, 80).Select(i => Score(tree, row, feature, i / 10f - 4) * _monotone[feature]);
                if (_monotone[feature] != 0)
                    Assert.That(scores, Is.Ordered, $"trial {trial}, feature {feature}");
            }
        }
    }

    [Test]
    public void Of_TreeThatKeepsThem_IsTheSame()
    {
        var random = new Random(2);
        for (var trial = 0; trial < 100; trial++)
        {
            var once = MonotoneTree.Of(RandomTrees.Tree(random, Features, 12), _monotone);

            Assert.That(MonotoneTree.Of(once, _monotone), Is.SameAs(once));
        }
    }

    [Test]
    public void Of_NoConstraints_IsTheSame()
    {
        var tree = RandomTrees.Tree(new Random(3), Features, 12);

        Assert.That(MonotoneTree.Of(tree, []), Is.SameAs(tree));
        Assert.That(MonotoneTree.Of(tree, [0, 0, 0, 0]), Is.SameAs(tree));
    }

    [Test]
    public void Of_OneDivision_NoOtherBoundChangesTheRowsLess()
    {
        // Feature 0 at the top, feature 2 below on both sides: four leaves, two on each side.
        var random = new Random(4);
        var mended = 0;
        for (var trial = 0; trial < 300; trial++)
        {
            long[] leaves = [.. Enumerable.Range(0, 4).Select(_ => (long)random.Next(-500, 500))];
            int[] rows = [.. Enumerable.Range(0, 4).Select(_ => random.Next(1, 50))];
            var tree = new RegressionTree([new(0, 0, false, 1, 2), new(2, 0, false, ~0, ~1), new(2, 1, false, ~2, ~3)], leaves, rows);

            var held = MonotoneTree.Of(tree, _monotone).Leaves.ToArray();

            var best = Enumerable.Range(-500, 1001).Min(bound => Change(leaves, rows, [.. leaves.Select((v, i) => i < 2 ? Math.Min(v, bound) : Math.Max(v, bound))]));
            if (leaves[..2].Max() > leaves[2..].Min())
            {
                mended++;
                // The best bound is a fraction; the one that is taken is a whole number next to it.
                Assert.That(Change(leaves, rows, held), Is.LessThanOrEqualTo(best + rows.Sum()));
            }
            else
            {
                Assert.That(held, Is.EqualTo(leaves));
            }
        }

        Assert.That(mended, Is.InRange(100, 290), "some trees needed it and some did not");
    }

    [Test]
    public void Of_DivisionThatSetsMissingValuesApart_IsFree()
    {
        var tree = new RegressionTree([new(0, float.MaxValue, true, ~0, ~1)], [5, -5], [10, 10]);

        Assert.That(MonotoneTree.Of(tree, _monotone), Is.SameAs(tree));
    }

    private static double Change(long[] leaves, int[] rows, long[] held) => leaves.Select((v, i) => rows[i] * Math.Pow(v - held[i], 2)).Sum();

    private static float Value(Random random) => random.Next(5) == 0 ? float.NaN : (float)(random.NextDouble() * 8 - 4);

    private static long Score(RegressionTree tree, float[] row, int feature, float value)
    {
        float[] changed = [.. row];
        changed[feature] = value;
        return tree.Leaves[tree.LeafOf(changed)];
    }
}
