using Matchmaking.Ranking.Metrics;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Metrics;

internal sealed class QueryMetricsTests
{
    [Test]
    public void Of_HandWorked_GainsAndDiscounts()
    {
        // Order by score: labels 0, 2, 1. DCG = 3 / log2 3 + 1 / log2 4; the ideal is 3 / log2 2 + 1 / log2 3.
        var metrics = QueryMetrics.Of([0.1, 0.9, 0.5], [1, 0, 2])!.Value;

        Assert.That(metrics.Ndcg10, Is.EqualTo((3 / Math.Log2(3) + 0.5) / (3 + 1 / Math.Log2(3))).Within(1e-12));
        Assert.That((metrics.ReciprocalRank, metrics.Recall10), Is.EqualTo((0.5, 1.0)));
    }

    [Test]
    public void Of_RelevantBeyondTen_CountsInRecallOnly()
    {
        var scores = Enumerable.Range(0, 20).Select(i => -(double)i).ToArray();
        var labels = new int[20];
        (labels[9], labels[10]) = (1, 1);

        var metrics = QueryMetrics.Of(scores, labels)!.Value;

        Assert.That(metrics.Recall10, Is.EqualTo(0.5));
        Assert.That(metrics.ReciprocalRank, Is.EqualTo(0.1));
        Assert.That(metrics.Ndcg10, Is.EqualTo(1 / Math.Log2(11) / (1 + 1 / Math.Log2(3))).Within(1e-12));
    }

    [Test]
    public void Of_NothingRelevant_Null() => Assert.That(QueryMetrics.Of([1, 2], [0, 0]), Is.Null);

    [Test]
    public void Of_NotANumber_RanksLast() =>
        Assert.That(QueryMetrics.Of([double.NaN, double.NegativeInfinity, 1], [1, 0, 0])!.Value.ReciprocalRank, Is.EqualTo(0.4166667).Within(1e-6), "ties with -infinity");

    [Test]
    public void Of_Ties_MeanOverAllOrders()
    {
        double[] scores = [3, 2, 2, 2, 2, 1];
        int[] labels = [0, 1, 0, 2, 0, 1];
        var orders = Permutations([1, 2, 3, 4]).Select(p => Plain([0, .. p, 5], labels)).ToArray();

        var metrics = QueryMetrics.Of(scores, labels)!.Value;

        Assert.That(metrics.Ndcg10, Is.EqualTo(orders.Average(o => o.Ndcg)).Within(1e-12));
        Assert.That(metrics.ReciprocalRank, Is.EqualTo(orders.Average(o => o.Reciprocal)).Within(1e-12));
    }

    [Test]
    public void Of_TieAcrossTheTenthRank_CountsItsShare()
    {
        var labels = new int[20];
        labels[3] = 1;

        Assert.That(QueryMetrics.Of(new double[20], labels)!.Value.Recall10, Is.EqualTo(0.5));
    }

    private static (double Ndcg, double Reciprocal) Plain(int[] order, int[] labels)
    {
        double Dcg(IEnumerable<int> sorted) => sorted.Select((l, i) => (Math.Pow(2, l) - 1) / Math.Log2(i + 2)).Sum();
        var first = Array.FindIndex(order, i => labels[i] > 0) + 1;
        return (Dcg(order.Select(i => labels[i])) / Dcg(labels.OrderDescending()), 1.0 / first);
    }

    private static IEnumerable<int[]> Permutations(int[] items) => items.Length == 0
        ? [[]]
        : items.SelectMany(first => Permutations([.. items.Where(i => i != first)]).Select(rest => (int[])[first, .. rest]));
}
