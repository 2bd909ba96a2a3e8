using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Matchmaking.Benchmarks.Ltr;
using Matchmaking.Core.Common;
using Matchmaking.Ranking.Metrics;
using Matchmaking.Ranking.ModelFiles;
using Matchmaking.Ranking.Trainers;
using Matchmaking.Ranking.Training;
using Matchmaking.Ranking.Trees;

namespace Matchmaking.Benchmarks;

/// <summary>Trains on one set of rows, scores another, and says how well and how fast.</summary>
internal sealed class LtrVerb : IVerb
{
    public string Name => "ltr";

    public string Help =>
        """
        ltr --train F --test F [--trees 100] [--leaves 31] [--learning-rate 0.1] [--min-data 50] [--bins 255] [--seed 1] [--threads 1] [--scores OUT] [--model OUT] [--trainer lambdamart]
          --train, --test  svmlight rows, plain or .gz, nan = missing; sizes of the groups, one a line, in F.query
          --scores         the test rows' raw scores, one a line
          --model          the model as a file
          --trainer        lambdamart; in builds with ML.NET also mlnet-fasttree, mlnet-lightgbm
        """;

    public IReadOnlyList<string> Options { get; } =
        ["train", "test", "trees", "leaves", "learning-rate", "min-data", "bins", "seed", "threads", "scores", "model", "trainer"];

    public IReadOnlyList<string> Flags { get; } = [];

    public int Run(Arguments arguments, TextWriter output, TextWriter error)
    {
        var options = new BoostingOptions
        {
            Trees = arguments.Integer("trees", 100, 1),
            Leaves = arguments.Integer("leaves", 31, 2),
            LearningRate = arguments.Number("learning-rate", 0.1),
            MinRowsInLeaf = arguments.Integer("min-data", 50, 1),
            Bins = arguments.Integer("bins", 255, 2),
            Threads = arguments.Integer("threads", 1, 1),
        };
        var name = arguments.Text("trainer") ?? TreeTrainers.Default.Name;
        var trainer = TreeTrainers.TryFind(name) ?? throw new UsageException(TreeTrainers.Unavailable(name).Message);
        try
        {
            var train = SvmLightFile.Read(arguments.RequiredFile("train"));
            var test = SvmLightFile.Read(arguments.RequiredFile("test"), train.Matrix.Features);
            GC.Collect();
            using var process = Process.GetCurrentProcess();
            var input = process.WorkingSet64;
            var cpu = process.TotalProcessorTime;
            var start = Stopwatch.GetTimestamp();
            var trained = trainer.Train(train, options);
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            process.Refresh();
            var cpuSeconds = (process.TotalProcessorTime - cpu).TotalSeconds;
            var peak = process.PeakWorkingSet64;
            var scores = new BatchScorer(trained.Ensemble).Score(test.Matrix);
            var quality = SetMetrics.Of(test, scores);
            var speed = ScoringSpeed.Measure(trained.Ensemble, test);
            if (arguments.Text("scores") is { } path)
                File.WriteAllLines(path, scores.Select(s => trained.ScoreOf(s).ToString("R", CultureInfo.InvariantCulture)));
            if (arguments.Text("model") is { } file)
                File.WriteAllBytes(file, ModelOf(trained.Ensemble).ToBytes());
            output.WriteLine(JsonSerializer.Serialize(
                new Figures(
                    train.Rows, train.Matrix.Features, Math.Round(trained.Preparation.TotalSeconds, 3), Math.Round(seconds - trained.Preparation.TotalSeconds, 3), Math.Round(cpuSeconds, 3),
                    Math.Round(peak / 1048576.0, 1), Math.Round((peak - input) / 1048576.0, 1), Math.Round(QueryMetrics.Mean(quality, q => q.Ndcg1), 5), Math.Round(QueryMetrics.Mean(quality, q => q.Ndcg3), 5), Math.Round(QueryMetrics.Mean(quality, q => q.Ndcg5), 5), Math.Round(QueryMetrics.Mean(quality, q => q.Ndcg10), 5),
                    Math.Round(speed.BatchRowsPerSecond), Math.Round(speed.SingleRowMicros, 3), Math.Round(speed.Query60Micros, 2)),
                WireJson.Options));
            return 0;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or TrainingDataException or TrainerUnavailableException or ArgumentException)
        {
            error.WriteLine(e.Message);
            return 1;
        }
    }

    private static ModelFile ModelOf(TreeEnsemble ensemble)
    {
        string[] columns = [.. Enumerable.Range(1, ensemble.Features).Select(f => f.ToString(CultureInfo.InvariantCulture))];
        return new() { Version = "ltr", Parts = [new("rows", columns, ensemble, [])] };
    }

    private sealed record Figures(
        int Rows, int Features, double BinSeconds, double TrainSeconds, double TrainCpuSeconds, double PeakRssMb, double PeakAboveInputMb,
        double Ndcg1, double Ndcg3, double Ndcg5, double Ndcg10, double BatchRowsPerSecond, double SingleRowMicros, double Query60Micros);
}
