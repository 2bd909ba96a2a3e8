using Matchmaking.Ranking.LambdaMart;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.LambdaMart;

internal sealed class FallingOrderTests
{
    [Test]
    public void Restore_AnyScores_StableAndFalling([Values(1, 2, 60, 2000)] int rows)
    {
        var random = new Random(rows);
        int[] order = [.. Enumerable.Range(0, rows)];
        for (var round = 0; round < 20; round++)
        {
            long[] scores = [.. Enumerable.Range(0, rows).Select(_ => (long)random.Next(round < 10 ? 5 : 1_000_000))];
            int[] expected = [.. order.OrderByDescending(r => scores[r])];
            var sorted = new long[rows];

            FallingOrder.Restore(order, scores, sorted);

            Assert.That(order, Is.EqualTo(expected));
            Assert.That(sorted, Is.EqualTo(expected.Select(r => scores[r])));
        }
    }
}
