using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Matchmaking.Benchmarks;
using Matchmaking.Benchmarks.Ltr;
using Matchmaking.Ranking.ModelFiles;
using Matchmaking.Ranking.Training;
using Matchmaking.Ranking.Trees;
using Matchmaking.Tests.Ranking.Trainers;
using NUnit.Framework;

namespace Matchmaking.Tests.Benchmarks;

internal sealed class LtrVerbTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder()
    {
        _folder = Directory.CreateTempSubdirectory("ltr-").FullName;
        Write("train", 1, 120);
        Write("test", 2, 40);
    }

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, true);

    [Test]
    public void Run_TwoFiles_FiguresAndScores()
    {
        var (code, line, _) = Run();

        Assert.That(code, Is.Zero);
        using var figures = JsonDocument.Parse(line);
        string[] names = [.. figures.RootElement.EnumerateObject().Select(p => p.Name)];
        Assert.That(names, Is.SupersetOf("rows features binSeconds trainSeconds trainCpuSeconds peakRssMb ndcg1 ndcg3 ndcg5 ndcg10 batchRowsPerSecond singleRowMicros query60Micros".Split(' ')));
        Assert.That((figures.RootElement.GetProperty("rows").GetInt32(), figures.RootElement.GetProperty("features").GetInt32()), Is.EqualTo((1200, 3)));
        Assert.That(figures.RootElement.GetProperty("ndcg10").GetDouble(), Is.GreaterThan(0.9));
        Assert.That(File.ReadAllLines(Path.Combine(_folder, "scores")), Has.Length.EqualTo(400));
    }

    [Test]
    public void Run_ModelAskedFor_FileThatScoresTheSame()
    {
        var path = Path.Combine(_folder, "model");

        var (code, _, _) = Run("train", "--model", path);

        var part = ModelFile.Read(File.ReadAllBytes(path)).Part("rows");
        Assert.That((code, string.Join(' ', part.Features)), Is.EqualTo((0, "1 2 3")));
        var rows = SvmLightFile.Read(Path.Combine(_folder, "test"), 3);
        Assert.That(
            Enumerable.Range(0, rows.Rows).Select(r => FixedScore.ToDouble(part.Ensemble.Score(rows.Matrix.Row(r)))),
            Is.EqualTo(File.ReadLines(Path.Combine(_folder, "scores")).Select(l => double.Parse(l, CultureInfo.InvariantCulture))));
    }

    [Test]
    public void Run_GzipAndThreads_SameScores()
    {
        Run();
        var expected = File.ReadAllText(Path.Combine(_folder, "scores"));
        using (var file = File.Create(Path.Combine(_folder, "train.gz")))
        using (var zip = new GZipStream(file, CompressionLevel.Fastest))
            zip.Write(File.ReadAllBytes(Path.Combine(_folder, "train")));

        var (code, _, _) = Run("train.gz", "--threads", "2");

        Assert.That((code, File.ReadAllText(Path.Combine(_folder, "scores"))), Is.EqualTo((0, expected)));
    }

    /// <summary>The processor's vector instructions are switched off for a process of its own.</summary>
    [TestCase("DOTNET_EnableHWIntrinsic")]
    [TestCase("DOTNET_EnableAVX2")]
    public void Run_WithoutVectorInstructions_SameScores(string setting)
    {
        Run();
        var expected = File.ReadAllText(Path.Combine(_folder, "scores"));
        var start = new ProcessStartInfo("dotnet", [typeof(LtrVerb).Assembly.Location, "ltr", .. Words("train", [])]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[setting] = "0";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        Assert.That((process.ExitCode, error.GetAwaiter().GetResult()), Is.EqualTo((0, "")));
        Assert.That(File.ReadAllText(Path.Combine(_folder, "scores")), Is.EqualTo(expected));
    }

    [TestCase("lambdamart")]
    [TestCase("mlnet-fasttree", Category = TrainerCases.EitherWay)]
    [TestCase("mlnet-lightgbm", Category = TrainerCases.EitherWay)]
    public void Run_Trainer_FiguresAndScoresOrTheSwitch(string trainer)
    {
        var (code, line, error) = Run("train", "--trainer", trainer);

        if (TreeTrainers.TryFind(trainer) is null)
        {
            Assert.That(code, Is.EqualTo(2));
            Assert.That(error, Does.Contain("-p:MlNet=true"));
            return;
        }

        Assert.That((code, error), Is.EqualTo((0, "")));
        Assert.That(JsonNode.Parse(line)!["ndcg10"]!.GetValue<double>(), Is.GreaterThan(0.9));
        // Raw scores are the trainer's own, not in the steps that the engine keeps them in.
        Assert.That(File.ReadLines(Path.Combine(_folder, "scores")).Select(l => Math.Abs(double.Parse(l, CultureInfo.InvariantCulture))), Is.All.LessThan(100));
    }

    [Test]
    public void Run_UnknownTrainer_NamesThoseThatThereAre()
    {
        var (code, _, error) = Run("train", "--trainer", "xgboost");

        Assert.That(code, Is.EqualTo(2));
        Assert.That(error, Does.Contain("none of lambdamart, mlnet-fasttree, mlnet-lightgbm"));
    }

    [TestCase("1 0:x\n", "train, line 1: 'x' is not a number.")]
    [TestCase("1 0:1\n2 zero:1\n", "train, line 2: 'zero:1' does not begin with feature:value.")]
    [TestCase("7 0:1\n", "Row 0 has the label 7, not a whole number from 0 to 4.")]
    [TestCase("1 0:Infinity\n", "Row 0, feature 0 is infinite.")]
    [TestCase("1 0:1\n1 0:1\n", "The groups have 1200 rows together, not 2.")]
    public void Run_BadRows_SaysWhere(string rows, string message)
    {
        File.WriteAllText(Path.Combine(_folder, "train"), rows);

        var (code, _, error) = Run();

        Assert.That((code, error.TrimEnd()), Is.EqualTo((1, message)));
    }

    private (int Code, string Line, string Error) Run(string train = "train", params string[] more)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = new VerbTable([new LtrVerb()]).Run(["ltr", .. Words(train, more)], output, error);
        return (code, output.ToString().TrimEnd().Split('\n')[^1], error.ToString());
    }

    private string[] Words(string train, string[] more) =>
    [
        "--train", Path.Combine(_folder, train), "--test", Path.Combine(_folder, "test"), "--scores", Path.Combine(_folder, "scores"), "--trees", "20", "--leaves", "8", "--min-data", "10", .. more,
    ];

    private void Write(string name, int seed, int groups)
    {
        var random = new Random(seed);
        var rows = Enumerable.Range(0, groups * 10).Select(_ => (X: random.NextDouble(), Y: random.NextDouble(), Missing: random.Next(5) == 0));
        File.WriteAllLines(Path.Combine(_folder, name), rows.Select(r =>
            string.Create(CultureInfo.InvariantCulture, $"{(int)(4.99 * r.X)} 0:{r.X + 0.1 * r.Y:R} 1:{(r.Missing ? "nan" : "1.5")} 2:{r.Y:R}")));
        File.WriteAllLines(Path.Combine(_folder, $"{name}.query"), Enumerable.Repeat("10", groups));
    }
}
