using System.Diagnostics;
using Matchmaking.Ranking.Trainers;
using Matchmaking.Ranking.Trees;

namespace Matchmaking.Benchmarks.Ltr;

/// <summary>How fast an ensemble scores the rows of a set on one thread; medians over passes.</summary>
/// <param name="BatchRowsPerSecond">All rows in one call.</param>
/// <param name="SingleRowMicros">One row a call.</param>
/// <param name="Query60Micros">60 rows a call.</param>
internal sealed record ScoringSpeed(double BatchRowsPerSecond, double SingleRowMicros, double Query60Micros)
{
    private const int Passes = 9;
    private const int Query = 60;

    public static ScoringSpeed Measure(TreeEnsemble ensemble, RankingSet set)
    {
        var batch = new BatchScorer(ensemble);
        var single = new RowScorer(ensemble);
        var scores = new long[set.Rows];
        var rows = Math.Min(set.Rows, 20_000);
        var whole = Median(() => batch.Score(set.Matrix.Slice(0, set.Rows), scores));
        var one = Median(() =>
        {
            for (var row = 0; row < rows; row++)
                scores[row] = single.Score(set.Matrix.Row(row));
        });
        var queries = Math.Max(1, set.Rows / Query);
        var size = Math.Min(Query, set.Rows);
        var sixty = Median(() =>
        {
            for (var query = 0; query < queries; query++)
                batch.Score(set.Matrix.Slice(query * size, size), scores.AsSpan(query * size, size));
        });
        return new(set.Rows / whole, one / rows * 1e6, sixty / queries * 1e6);
    }

    private static double Median(Action pass)
    {
        var seconds = new double[Passes];
        pass();
        for (var i = 0; i < Passes; i++)
        {
            var start = Stopwatch.GetTimestamp();
            pass();
            seconds[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        Array.Sort(seconds);
        return seconds[Passes / 2];
    }
}
