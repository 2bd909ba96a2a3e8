namespace Matchmaking.Ranking.Metrics;

/// <summary>A run of candidates with the same score.</summary>
internal readonly record struct Tie(int Length, int Relevant, double MeanGain)
{
    public static Tie At(int start, int[] order, ReadOnlySpan<double> scores, ReadOnlySpan<int> labels)
    {
        var end = start;
        var relevant = 0;
        var gain = 0.0;
        for (; end < order.Length && Same(scores[order[end]], scores[order[start]]); end++)
        {
            relevant += labels[order[end]] > 0 ? 1 : 0;
            gain += Dcg.Gain(labels[order[end]]);
        }

        return new(end - start, relevant, gain / (end - start));
    }

    /// <summary>
    /// Expectation of 1 / rank of the first relevant candidate, when the run begins at rank <paramref name="start"/> + 1.
    /// The chance that the first j are all irrelevant and the next is not follows from drawing without replacement.
    /// </summary>
    public double ExpectedReciprocal(int start)
    {
        var sum = 0.0;
        var noneYet = 1.0;
        for (var j = 0; j <= Length - Relevant; j++)
        {
            var left = Length - j;
            sum += noneYet * Relevant / left / (start + j + 1);
            noneYet *= (double)(left - Relevant) / left;
        }

        return sum;
    }

    /// <summary>No number counts as the lowest score there is.</summary>
    private static bool Same(double a, double b) => Lowest(a).Equals(Lowest(b));

    private static double Lowest(double score) => double.IsNaN(score) ? double.NegativeInfinity : score;
}
