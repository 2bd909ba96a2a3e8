using Matchmaking.Ranking.Index;
using Matchmaking.Ranking.Trees;
using Matchmaking.Tests.Ranking.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Index;

/// <summary>Bounds of ensembles over boxes: exact for single rows, the same by masks as by walking, and never below a row.</summary>
internal sealed class MaskTreesTests
{
    private const int Features = 6;

    [Test]
    public void Upper_SingleRows_TheirScores()
    {
        var random = new Random(5);
        var ensemble = RandomTrees.Ensemble(random, Features, 37, 32);
        var (masks, walk) = (MaskTrees.TryMake(ensemble)!, new BoundTrees(ensemble));
        var rows = RandomTrees.Rows(random, 300, Features);
        for (var r = 0; r < 300; r++)
        {
            var row = rows.AsSpan(r * Features, Features).ToArray();
            ColumnBounds[] exact = [.. row.Select(v => ColumnBounds.Of(Interval.Of(v)))];

            Assert.That(Upper(masks, exact), Is.EqualTo(ensemble.Score(row)));
            Assert.That(walk.Upper(exact), Is.EqualTo(ensemble.Score(row)));
        }
    }

    [Test]
    public void Upper_RandomBoxes_SameByBothWaysAndNotBelowAnyRow()
    {
        var random = new Random(6);
        var ensemble = RandomTrees.Ensemble(random, Features, 21, 20);
        var (masks, walk) = (MaskTrees.TryMake(ensemble)!, new BoundTrees(ensemble));
        var above = 0;
        for (var box = 0; box < 300; box++)
        {
            var rows = RandomTrees.Rows(random, 8, Features);
            var bounds = new ColumnBounds[Features];
            for (var f = 0; f < Features; f++)
            {
                var interval = Interval.Of(rows[f]);
                for (var r = 1; r < 8; r++)
                    interval = interval.With(rows[r * Features + f]);
                bounds[f] = ColumnBounds.Of(interval);
            }

            var upper = Upper(masks, bounds);

            Assert.That(walk.Upper(bounds), Is.EqualTo(upper));
            for (var r = 0; r < 8; r++)
                Assert.That(ensemble.Score(rows.AsSpan(r * Features, Features)), Is.LessThanOrEqualTo(upper));
            above += upper > Enumerable.Range(0, 8).Max(r => ensemble.Score(rows.AsSpan(r * Features, Features))) ? 1 : 0;
        }

        Assert.That(above, Is.GreaterThan(0));
    }

    // On a threshold a value is not above it.
    [TestCase(0f, 0)]
    [TestCase(0.5f, 0)]
    [TestCase(0.75f, 1)]
    [TestCase(1f, 1)]
    [TestCase(1.5f, 2)]
    [TestCase(2f, 2)]
    [TestCase(3f, 3)]
    [TestCase(float.PositiveInfinity, 3)]
    public void Rank_ValuesAboutThresholds_HowManyLieBelow(float value, int rank)
    {
        TreeNode[] nodes = [new(0, 1f, false, 1, 2), new(0, 0.5f, false, ~0, ~1), new(0, 2f, true, ~2, ~3)];
        var masks = MaskTrees.TryMake(new(1, 0, [new(nodes, [1, 2, 3, 4], [1, 1, 1, 1])]))!;

        Assert.That(masks.Rank(0, value), Is.EqualTo(rank));
        Assert.That(masks.Ranks(0, new(float.NegativeInfinity, value, false)), Is.EqualTo((0, rank)));
    }

    [Test]
    public void TryMake_TreeOfTooManyLeaves_Null() =>
        Assert.That(MaskTrees.TryMake(new(Features, 0, [RandomTrees.Tree(new Random(1), Features, 33)])), Is.Null);

    private static long Upper(MaskTrees masks, ColumnBounds[] bounds)
    {
        var leaves = masks.All.ToArray();
        for (var column = 0; column < bounds.Length; column++)
            masks.And(column, bounds[column], leaves);
        return masks.Upper(leaves);
    }
}
