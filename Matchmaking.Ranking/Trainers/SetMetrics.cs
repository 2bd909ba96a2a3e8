using Matchmaking.Ranking.Metrics;
using Matchmaking.Ranking.Trees;

namespace Matchmaking.Ranking.Trainers;

/// <summary>How well scores order the groups of a set.</summary>
public static class SetMetrics
{
    /// <summary>One for each group with a relevant row, in the order of the groups.</summary>
    /// <param name="set">Rows with labels.</param>
    /// <param name="scores">Raw scores of the rows in steps of 2^-32.</param>
    /// <exception cref="ArgumentException">Another number of scores than rows.</exception>
    public static IReadOnlyList<QueryMetrics> Of(RankingSet set, ReadOnlySpan<long> scores)
    {
        if (scores.Length != set.Rows)
            throw new ArgumentException($"{scores.Length} scores for {set.Rows} rows.", nameof(scores));
        var labels = new int[set.Rows];
        var raw = new double[set.Rows];
        for (var row = 0; row < labels.Length; row++)
            (labels[row], raw[row]) = (set.Labels[row], FixedScore.ToDouble(scores[row]));
        var measured = new List<QueryMetrics>(set.Groups);
        for (var group = 0; group < set.Groups; group++)
        {
            var rows = set.GroupStarts[group]..set.GroupStarts[group + 1];
            if (QueryMetrics.Of(raw.AsSpan(rows), labels.AsSpan(rows)) is { } metrics)
                measured.Add(metrics);
        }

        return measured;
    }
}
