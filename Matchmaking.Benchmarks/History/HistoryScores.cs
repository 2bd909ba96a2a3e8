using Matchmaking.Ranking.Models;

namespace Matchmaking.Benchmarks.History;

/// <summary>
/// Raw scores of a model that was not learned from these rounds: one array a query, in the order of the queries; and the time that taking up
/// what was known took.
/// </summary>
internal static class HistoryScores
{
    public static (double[][] Scores, TimeSpan Training) Of(IRankingModel model, HistoryTimeline timeline, IReadOnlyList<HistoryQuery> queries)
    {
        var scores = new double[queries.Count][];
        timeline.Visit(queries, (q, pairs) =>
        {
            var scored = model.Score(pairs, RankingDirection.FundToRequests);
            scores[q] = [.. Enumerable.Range(0, pairs.Length).Select(scored.RawScore)];
        });
        return (scores, timeline.Learning);
    }
}
