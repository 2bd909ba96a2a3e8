using System.Globalization;
using System.Text.Json;
using Matchmaking.Benchmarks.History;
using Matchmaking.Core.Common;
using Matchmaking.Core.Numerics;
using Matchmaking.Ranking.Metrics;
using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Trainers;

namespace Matchmaking.Benchmarks;

/// <summary>
/// How well a ranking model orders real financing rounds for real investors, with the features that serve the API: an
/// investor is a fund without a declared mandate.
/// </summary>
internal sealed class HistoryVerb : IVerb
{
    public string Name => "history";

    public string Help => "history --data DIR --queries F[.gz] --scores OUT [--model learned|prior] [--threads N]";

    public IReadOnlyList<string> Options { get; } = ["data", "queries", "scores", "model", "threads"];

    public IReadOnlyList<string> Flags { get; } = [];

    public int Run(Arguments arguments, TextWriter output, TextWriter error)
    {
        var folder = arguments.RequiredText("data");
        var path = arguments.RequiredFile("queries");
        var scoresPath = arguments.RequiredText("scores");
        var threads = new Parallelism(arguments.Integer("threads", 1, 1));
        var name = arguments.Text("model") ?? "prior";
        if (name is not ("prior" or "learned"))
            throw new UsageException($"--model: '{name}' is neither prior nor learned.");
        try
        {
            var queries = HistoryQueries.Read(path);
            if (queries.Count == 0)
                throw new InvalidDataException($"{Path.GetFileName(path)} has no query.");
            var data = InvestmentRounds.Read(folder);
            var timeline = new HistoryTimeline(data, threads);
            var (scores, training) = name == "prior"
                ? HistoryScores.Of(RankingModels.Prior, timeline, queries)
                : LearnedScores.Of(data, timeline, queries, threads);
            Write(scoresPath, queries, scores);
            output.WriteLine(JsonSerializer.Serialize(Summary(queries, scores, training), WireJson.Options));
            return 0;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or KeyNotFoundException or FormatException or TrainingDataException)
        {
            error.WriteLine(e.Message);
            return 1;
        }
    }

    private static void Write(string path, List<HistoryQuery> queries, double[][] scores)
    {
        using var writer = new StreamWriter(path);
        writer.Write("query_id,round_id,score\n");
        for (var q = 0; q < queries.Count; q++)
        {
            for (var i = 0; i < scores[q].Length; i++)
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"{queries[q].Id},{queries[q].RoundIds[i]},{scores[q][i]:R}\n"));
        }
    }

    private static HistorySummary Summary(List<HistoryQuery> queries, double[][] scores, TimeSpan learning)
    {
        var measured = queries.Select((q, i) => QueryMetrics.Of(scores[i], [.. q.Labels])).OfType<QueryMetrics>().ToArray();
        return new(
            queries.Count,
            Math.Round(learning.TotalSeconds, 3),
            Mean(measured, m => m.Ndcg10),
            Mean(measured, m => m.ReciprocalRank),
            Mean(measured, m => m.Recall10));
    }

    private static double Mean(QueryMetrics[] measured, Func<QueryMetrics, double> value) =>
        Math.Round(QueryMetrics.Mean(measured, value), 4);

    private sealed record HistorySummary(int Queries, double TrainSeconds, double Ndcg10, double Mrr, double Recall10);
}
