using System.Diagnostics;
using Matchmaking.Core.Numerics;
using Matchmaking.Ranking.Features;
using Matchmaking.Ranking.LambdaMart;
using Matchmaking.Ranking.Trainers;
using Matchmaking.Ranking.Trees;

namespace Matchmaking.Benchmarks.History;

/// <summary>Learns from the months before the first one asked for, then scores.</summary>
internal static class LearnedScores
{
    /// <summary>Months learned from: older ones add time and no quality.</summary>
    private const int Months = 36;

    private const ulong Seed = 1;

    private static readonly FeatureSet _features = FeatureSet.All;

    /// <summary>Raw scores, one array a query, in the order of the queries; and the time until the model stood.</summary>
    /// <exception cref="TrainingDataException">There is nothing to learn from.</exception>
    public static (double[][] Scores, TimeSpan Training) Of(InvestmentRounds data, HistoryTimeline timeline, IReadOnlyList<HistoryQuery> queries, Parallelism threads)
    {
        var start = Stopwatch.GetTimestamp();
        var past = PastQueries.Make(data.Rounds, queries.Min(q => q.Month), Months, Seed);
        var set = Rows(past, timeline);
        var model = new LambdaMartTrainer().Train(set, Options(set.Rows, threads)).Ensemble;
        var training = Stopwatch.GetElapsedTime(start);
        return (Scores(new BatchScorer(model), timeline, queries), training);
    }

    /// <summary>Small trees with strong shrinkage: few queries, of which each has one or two joined rounds.</summary>
    private static BoostingOptions Options(int rows, Parallelism threads) => new()
    {
        Trees = 600,
        Leaves = 12,
        LearningRate = 0.05,
        MinRowsInLeaf = Math.Clamp(rows / 2_500, 5, 400),
        L2 = 10,
        Truncation = 100,
        GapShare = 0,
        Threads = threads.Threads,
    };

    private static RankingSet Rows(List<HistoryQuery> queries, HistoryTimeline timeline)
    {
        var starts = new int[queries.Count + 1];
        for (var q = 0; q < queries.Count; q++)
            starts[q + 1] = starts[q] + queries[q].RoundIds.Count;
        var values = new float[starts[^1] * _features.Count];
        timeline.Visit(queries, (q, pairs) => _features.Rows(pairs).CopyTo(values, starts[q] * _features.Count));
        return RankingSet.Create(
            new(values, _features.Count),
            [.. queries.SelectMany(q => q.Labels).Select(l => (double)l)],
            [.. queries.Select(q => q.RoundIds.Count)]);
    }

    private static double[][] Scores(BatchScorer scorer, HistoryTimeline timeline, IReadOnlyList<HistoryQuery> queries)
    {
        var scores = new double[queries.Count][];
        timeline.Visit(queries, (q, pairs) =>
        {
            var raw = new long[pairs.Length];
            scorer.Score(_features.Rows(pairs), raw);
            scores[q] = Array.ConvertAll(raw, FixedScore.ToDouble);
        });
        return scores;
    }
}
