using Matchmaking.Core.Numerics;

namespace Matchmaking.Ranking.Metrics;

/// <summary>Discounted cumulative gain: gain 2^label - 1, discount 1 / log2(rank + 1), ranks from 1.</summary>
internal static class Dcg
{
    public static double Gain(int label) => (1L << label) - 1;

    /// <param name="rank">From 1.</param>
    public static double Discount(int rank) => PortableMath.Ln2 / PortableMath.Log(rank + 1);

    /// <summary>Sum of the discounts of <paramref name="count"/> ranks after the first <paramref name="start"/>.</summary>
    public static double Discounts(int start, int count)
    {
        var sum = 0.0;
        for (var rank = start + 1; rank <= start + count; rank++)
            sum += Discount(rank);
        return sum;
    }

    /// <summary>The highest that any order reaches within the first <paramref name="depth"/> ranks.</summary>
    public static double Ideal(ReadOnlySpan<int> labels, int depth)
    {
        var sorted = labels.ToArray();
        Array.Sort(sorted);
        var sum = 0.0;
        for (var rank = 1; rank <= Math.Min(depth, sorted.Length); rank++)
            sum += Gain(sorted[^rank]) * Discount(rank);
        return sum;
    }
}
