using Matchmaking.Ranking.LambdaMart;

namespace Matchmaking.Ranking.Metrics;

/// <summary>How well scores order the groups of a set.</summary>
public static class SetMetrics
{
    /// <summary>One for each group with a relevant row, in the order of the groups.</summary>
    /// <exception cref="ArgumentException">Another number of scores than rows.</exception>
    public static IReadOnlyList<QueryMetrics> Of(RankingSet set, ReadOnlySpan<double> scores)
    {
        if (scores.Length != set.Rows)
            throw new ArgumentException($"{scores.Length} scores for {set.Rows} rows.", nameof(scores));
        var labels = new int[set.Rows];
        for (var row = 0; row < labels.Length; row++)
            labels[row] = set.Labels[row];
        var measured = new List<QueryMetrics>(set.Groups);
        for (var group = 0; group < set.Groups; group++)
        {
            var rows = set.GroupStarts[group]..set.GroupStarts[group + 1];
            if (QueryMetrics.Of(scores[rows], labels.AsSpan(rows)) is { } metrics)
                measured.Add(metrics);
        }

        return measured;
    }

    /// <summary>0 without a group.</summary>
    public static double Mean(IReadOnlyList<QueryMetrics> measured, Func<QueryMetrics, double> value) =>
        measured.Count == 0 ? 0 : measured.Sum(value) / measured.Count;
}
