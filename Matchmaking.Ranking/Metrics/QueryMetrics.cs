namespace Matchmaking.Ranking.Metrics;

/// <summary>How well one query's candidates were ordered.</summary>
/// <param name="Ndcg1">NDCG at 1: gain of the first over that of the best.</param>
/// <param name="Ndcg3">NDCG at 3.</param>
/// <param name="Ndcg5">NDCG at 5.</param>
/// <param name="Ndcg10">NDCG at 10.</param>
/// <param name="ReciprocalRank">1 / rank of the first relevant candidate.</param>
/// <param name="Recall10">Share of the relevant candidates among the first 10.</param>
public readonly record struct QueryMetrics(double Ndcg1, double Ndcg3, double Ndcg5, double Ndcg10, double ReciprocalRank, double Recall10)
{
    private const int Depth = 10;

    private static ReadOnlySpan<int> Depths => [1, 3, 5, Depth];

    /// <summary>
    /// Conventions: gain 2^label - 1, discount 1 / log2(rank + 1) with ranks from 1, label 1 or more is relevant, higher
    /// scores first, no number last. Equal scores count as shuffled evenly: each measure is its expectation over their orders. A query
    /// without a relevant candidate has no measure.
    /// </summary>
    /// <returns>Null without a relevant candidate.</returns>
    public static QueryMetrics? Of(ReadOnlySpan<double> scores, ReadOnlySpan<int> labels)
    {
        if (scores.Length != labels.Length)
            throw new ArgumentException("As many labels as scores.", nameof(labels));
        var relevant = 0;
        foreach (var label in labels)
            relevant += label > 0 ? 1 : 0;
        if (relevant == 0)
            return null;
        var order = Order(scores);
        Span<double> gained = stackalloc double[Depths.Length];
        gained.Clear();
        double found = 0, reciprocal = 0;
        var before = 0;
        for (var start = 0; start < order.Length;)
        {
            var tie = Tie.At(start, order, scores, labels);
            for (var d = 0; d < Depths.Length; d++)
                gained[d] += tie.MeanGain * Dcg.Discounts(start, Math.Clamp(Depths[d] - start, 0, tie.Length));
            found += (double)tie.Relevant * Math.Clamp(Depth - start, 0, tie.Length) / tie.Length;
            if (before == 0 && tie.Relevant > 0)
                reciprocal = tie.ExpectedReciprocal(start);
            before += tie.Relevant;
            start += tie.Length;
        }

        for (var d = 0; d < Depths.Length; d++)
            gained[d] /= Dcg.Ideal(labels, Depths[d]);
        return new(gained[0], gained[1], gained[2], gained[3], reciprocal, found / relevant);
    }

    /// <summary>Mean of a measure over queries that have one; 0 without any.</summary>
    public static double Mean(IReadOnlyCollection<QueryMetrics> measured, Func<QueryMetrics, double> value) =>
        measured.Count == 0 ? 0 : measured.Sum(value) / measured.Count;

    private static int[] Order(ReadOnlySpan<double> scores)
    {
        var keys = new double[scores.Length];
        var order = new int[scores.Length];
        for (var i = 0; i < scores.Length; i++)
            (keys[i], order[i]) = (double.IsNaN(scores[i]) ? double.PositiveInfinity : -scores[i], i);
        Array.Sort(keys, order);
        return order;
    }
}
