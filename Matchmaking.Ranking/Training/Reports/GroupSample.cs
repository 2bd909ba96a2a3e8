namespace Matchmaking.Ranking.Training.Reports;

/// <summary>
/// Means over groups with intervals from resampling the groups (percentile bootstrap: B. Efron and R. Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 13).
/// Every measure is resampled alike, so that models are compared on the same draws.
/// </summary>
/// <param name="groups">At least 1.</param>
/// <param name="seed">The same seed gives the same intervals.</param>
internal sealed class GroupSample(int groups, ulong seed)
{
    private const int Draws = 1000;
    private const double Tail = 0.025;

    /// <summary>More digits than any interval supports.</summary>
    private const int Digits = 4;

    private readonly double[][] _weights = [.. Enumerable.Range(0, Draws).Select(draw => Bootstrap.Weights(groups, (seed * Draws) + (ulong)draw))];

    /// <param name="values">One for each group.</param>
    public MeanInterval Mean(IReadOnlyList<double> values)
    {
        var means = new double[Draws];
        for (var draw = 0; draw < Draws; draw++)
        {
            var sum = 0.0;
            for (var group = 0; group < groups; group++)
                sum += _weights[draw][group] * values[group];
            means[draw] = sum / groups;
        }

        Array.Sort(means);
        return new(Rounded(values.Sum() / groups), Rounded(means[(int)(Tail * Draws)]), Rounded(means[Draws - 1 - (int)(Tail * Draws)]));
    }

    private static double Rounded(double value) => Math.Round(value, Digits);
}
