using Matchmaking.Ranking.Trees;
using Matchmaking.Tests.Ranking.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Trees;

internal sealed class ScorerTests
{
    [TestCase(1, 1, 2)]
    [TestCase(5, 4, 8)] // one byte of leaves
    [TestCase(9, 40, 9)] // one leaf more
    [TestCase(32, 100, 31)]
    [TestCase(3, 300, 64)] // several parts
    [TestCase(40, 9, 256)] // as many leaves as there can be
    public void Score_EveryWay_SameBits(int features, int trees, int leaves)
    {
        var random = new Random(features * 1000 + trees);
        for (var round = 0; round < 5; round++)
        {
            var ensemble = RandomTrees.Ensemble(random, features, trees, leaves);
            var batch = new BatchScorer(ensemble);
            var single = new RowScorer(ensemble);
            foreach (var rows in (int[])[0, 1, 3, 4, 31, 32, 33, 60, 64, 67, 130])
            {
                var matrix = new FeatureMatrix(RandomTrees.Rows(random, rows, features), features);
                var scores = new long[rows];
                batch.Score(matrix.Slice(0, rows), scores);

                long[] plain = [.. Enumerable.Range(0, rows).Select(r => ensemble.Score(matrix.Row(r)))];
                Assert.That(scores, Is.EqualTo(plain), $"{rows} rows at once");
                Assert.That(Enumerable.Range(0, rows).Select(r => single.Score(matrix.Row(r))), Is.EqualTo(plain), "row by row");
            }
        }
    }

    [Test]
    public void Score_NoTrees_Baseline()
    {
        var ensemble = new TreeEnsemble(2, FixedScore.Of(0.5), []);

        var scores = new long[40];
        new BatchScorer(ensemble).Score(new float[80], scores);

        Assert.That(scores, Is.All.EqualTo(FixedScore.Of(0.5)));
        Assert.That(new RowScorer(ensemble).Score([1, 2]), Is.EqualTo(FixedScore.Of(0.5)));
    }

    [Test]
    public void Score_WrongNumberOfValues_Refused()
    {
        var ensemble = RandomTrees.Ensemble(new(1), 3, 2, 4);

        Assert.That(() => new RowScorer(ensemble).Score([1, 2]), Throws.ArgumentException);
        Assert.That(() => new BatchScorer(ensemble).Score(new float[7], new long[2]), Throws.ArgumentException);
    }
}
