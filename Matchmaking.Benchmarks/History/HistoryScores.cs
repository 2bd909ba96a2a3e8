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
            var contributions = new FeatureContribution[model.Features(RankingDirection.FundToRequests).Count];
            scores[q] = new double[pairs.Length];
            for (var i = 0; i < pairs.Length; i++)
                scores[q][i] = model.Score(pairs[i], RankingDirection.FundToRequests, contributions);
        });
        return (scores, timeline.Learning);
    }
}
