using System.Text.Json.Nodes;
using Matchmaking.Benchmarks;
using Matchmaking.Benchmarks.Load;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Benchmarks;

/// <summary>The load measures what it says, on a small scale.</summary>
internal sealed class LoadVerbTests : ApiFixture
{
    [Test]
    public async Task Run_AgainstAServer_AllSucceedsAndTheLastLineTellsOfEveryKind()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        string[] line =
        [
            "load", "--url", Server.Address.ToString(), "--key", TestServer.AdminKey, "--pid", Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture),
            "--rate", "60", "--seconds", "3", "--warm-up-seconds", "1", "--overload", "1",
        ];

        // The verb blocks, and the server shares the thread pool of the tests.
        var code = await Task.Factory.StartNew(
            () => new VerbTable([new LoadVerb()]).Run(line, output, error), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        Assert.That((code, error.ToString()), Is.EqualTo((0, "")), output.ToString());
        var report = JsonNode.Parse(output.ToString().TrimEnd().Split('\n')[^1])!;
        var steady = report["steady"]!;
        Assert.That(steady["statuses"]!.AsObject().Sum(s => s.Value!.GetValue<int>()), Is.EqualTo(steady["all"]!["count"]!.GetValue<int>()).And.EqualTo(180));
        Assert.That(steady["kinds"]!.AsObject().Select(k => k.Key), Is.SupersetOf((string[])["create", "get", "list", "patch", "ranking", "search"]));
        Assert.That(report["server"]!["rssMbMax"]!.GetValue<double>(), Is.Positive);
        Assert.That(report["overload"], Is.Null);
    }

    [TestCase("--rate", "0")]
    [TestCase("--overload", "0.5")]
    [TestCase("--url", "nowhere")]
    [TestCase("--pid", "1")]
    [TestCase("--server", "/no/such/program")]
    public void Run_WrongCommandLine_Two(params string[] options)
    {
        using var error = new StringWriter();

        Assert.That(new VerbTable([new LoadVerb()]).Run(["load", .. options], TextWriter.Null, error), Is.EqualTo(2));
        Assert.That(error.ToString(), Does.Contain(options[0]));
    }

    [TestCase(0.5)]
    [TestCase(0.99)]
    [TestCase(0.999)]
    [TestCase(1)]
    public void Percentile_OfManyDurations_IsAtMostOneBucketAboveTheTrueOne(double share)
    {
        var random = new Random(7);
        var micros = Enumerable.Range(0, 20_000).Select(_ => (long)Math.Pow(10, random.NextDouble() * 7)).ToList();
        var histogram = new LatencyHistogram();
        foreach (var value in micros)
            histogram.Add(TimeSpan.FromMicroseconds(value));

        micros.Sort();
        var exact = micros[(int)Math.Ceiling(share * micros.Count) - 1] / 1_000.0;
        Assert.That(histogram.PercentileMillis(share), Is.InRange(exact, exact * (1 + (1 / 64.0))));
        Assert.That(histogram.MaxMillis, Is.EqualTo(micros[^1] / 1_000.0));
        Assert.That(histogram.Count, Is.EqualTo(micros.Count));
    }

    [Test]
    public void FirstSecondWithin_AfterRefusalsAndSlowAnswers_IsTheFirstCalmOne()
    {
        var tally = new LoadTally();
        tally.Add("get", 503, TimeSpan.FromSeconds(0.2), TimeSpan.FromMilliseconds(1));
        tally.Add("get", 200, TimeSpan.FromSeconds(1.2), TimeSpan.FromMilliseconds(90));
        tally.Add("get", 200, TimeSpan.FromSeconds(2.2), TimeSpan.FromMilliseconds(9));

        Assert.That(tally.FirstSecondWithin(10), Is.EqualTo(2));
        Assert.That(tally.FirstSecondWithin(1), Is.Null);
        Assert.That((tally.Unexpected(), tally.Unexpected(503)), Is.EqualTo((1, 0)));
    }
}
