using Matchmaking.Ranking.Metrics;
using Matchmaking.Ranking.Trainers;
using Matchmaking.Ranking.Trees;

namespace Matchmaking.Tests.Ranking.Support;

/// <summary>What tests of trainers ask of the trees.</summary>
internal static class TrainedTreesChecks
{
    /// <summary>Mean NDCG@10 of the order that the trees, walked one by one, give the groups of a set.</summary>
    public static double Ndcg(this TreeEnsemble ensemble, RankingSet set)
    {
        long[] scores = [.. Enumerable.Range(0, set.Rows).Select(r => ensemble.Score(set.Matrix.Row(r)))];
        return QueryMetrics.Mean(SetMetrics.Of(set, scores), q => q.Ndcg10);
    }

    /// <summary>All that makes the trees what they are.</summary>
    public static string Text(this TreeEnsemble ensemble) => $"{ensemble.Baseline}\n" + string.Join('\n', ensemble.Trees.Select(t =>
        $"{string.Join(' ', t.Nodes.ToArray())} {string.Join(' ', t.Leaves.ToArray())} {string.Join(' ', t.LeafRows.ToArray())}"));
}
