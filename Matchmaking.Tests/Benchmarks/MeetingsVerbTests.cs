using System.Text.Json;

using Matchmaking.Benchmarks;

using NUnit.Framework;

namespace Matchmaking.Tests.Benchmarks;

internal sealed class MeetingsVerbTests
{
    private const string Parameters =
        """
        {"startups": 2, "funds": 2, "rounds": 2, "pairs": 4, "startup_min": [0, 1], "startup_max": [2, 2], "fund_min": [0, 0],
         "fund_max": [1, 2], "startup_avail": ["10", "11"], "fund_avail": ["11", "11"], "forbidden": [[0, 0]], "pinned": [[1, 1]]}
        """;

    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("meetings").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Run_SmallInstance_WritesThePlanAndPrintsItsFigures()
    {
        var (code, output, _) = Run("s,f,weight\n0,0,0.9000\n0,1,0.5001\n1,0,0.25\n1,1,0\n", Parameters);

        using var figures = JsonDocument.Parse(output.Trim().Split('\n')[^1]);
        Assert.That(code, Is.Zero);
        Assert.That(figures.RootElement.GetProperty("value").GetDecimal(), Is.EqualTo(0.7501m));
        Assert.That(figures.RootElement.GetProperty("upperBound").GetDecimal(), Is.EqualTo(0.7501m));
        Assert.That(figures.RootElement.GetProperty("optimal").GetBoolean(), Is.True);
        Assert.That(figures.RootElement.GetProperty("meetings").GetInt32(), Is.EqualTo(3));
        Assert.That(string.Join(' ', figures.RootElement.EnumerateObject().Select(p => p.Name)),
            Does.StartWith("value upperBound optimal meetings buildSeconds solveSeconds peakRssMb gap "));
        Assert.That(figures.RootElement.TryGetProperty("trace", out _), Is.False);
        var plan = File.ReadAllLines(Path.Combine(_folder, "plan.csv"));
        Assert.That(plan[0], Is.EqualTo("round,s,f"));
        Assert.That(string.Join(' ', plan.Skip(1).Select(line => line[2..]).Order(StringComparer.Ordinal)), Is.EqualTo("0,1 1,0 1,1"));
    }

    [Test]
    public void Run_WithAvailability_KeepsToTheRoundsAndTracesTheSearch()
    {
        var (code, output, _) = Run("s,f,weight\n0,1,0.5\n1,1,0.25\n", Parameters, "--availability", "--seconds", "60", "--repeat", "1");

        using var figures = JsonDocument.Parse(output.Trim().Split('\n')[^1]);
        Assert.That(code, Is.Zero);
        Assert.That(figures.RootElement.GetProperty("value").GetDecimal(), Is.EqualTo(0.75m));
        Assert.That(figures.RootElement.GetProperty("gap").GetDecimal(), Is.Zero);
        Assert.That(figures.RootElement.GetProperty("repeats").GetInt32(), Is.EqualTo(1));
        Assert.That(figures.RootElement.GetProperty("firstValue").GetDecimal(), Is.EqualTo(0.75m));
        Assert.That(figures.RootElement.GetProperty("firstSeconds").GetDouble(), Is.Positive);
        Assert.That(figures.RootElement.GetProperty("trace")[0].GetProperty("upperBound").GetDecimal(), Is.EqualTo(0.75m));
        Assert.That(File.ReadAllLines(Path.Combine(_folder, "plan.csv")), Has.Length.EqualTo(3).And.Contains("1,0,1").And.Contains("2,1,1"));
    }

    [TestCase("\"10\", \"11\"", "\"10\"")]
    [TestCase("\"10\", \"11\"", "\"10\", \"12\"")]
    [TestCase("\"10\", \"11\"", "\"10\", \"111\"")]
    public void Run_AvailabilityOfAnotherShape_SaysSo(string from, string to)
    {
        var (code, _, error) = Run("s,f,weight\n0,1,0.5\n1,1,0.25\n", Parameters.Replace(from, to, StringComparison.Ordinal), "--availability");

        Assert.That(code, Is.EqualTo(1));
        Assert.That(error, Does.Contain("available rounds"));
    }

    [TestCase("0,1", "Line 2 is not")]
    [TestCase("0,1,0.00001", "Line 2 is not")]
    [TestCase("0,1,-1", "Line 2 is not")]
    [TestCase("0,9,0.5", "Index 9")]
    [TestCase("0,1,0.5", "No plan")]
    public void Run_InstanceThatCannotBePlanned_SaysWhy(string line, string message)
    {
        var (code, _, error) = Run($"s,f,weight\n{line}\n", Parameters);

        Assert.That(code, Is.EqualTo(1));
        Assert.That(error, Does.Contain(message));
    }

    [Test]
    public void Run_NoSuchFile_IsAWrongCommandLine()
    {
        using var error = new StringWriter();

        var code = new VerbTable([new MeetingsVerb()]).Run(
            ["meetings", "--pairs", Path.Combine(_folder, "none"), "--params", "x", "--plan", "y"], TextWriter.Null, error);

        Assert.That(code, Is.EqualTo(2));
        Assert.That(error.ToString(), Does.Contain("there is no file"));
    }

    private (int Code, string Output, string Error) Run(string pairs, string parameters, params string[] more)
    {
        var (pairsPath, parametersPath) = (Path.Combine(_folder, "pairs.csv"), Path.Combine(_folder, "params.json"));
        File.WriteAllText(pairsPath, pairs);
        File.WriteAllText(parametersPath, parameters);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = new VerbTable([new MeetingsVerb()]).Run(
            ["meetings", "--pairs", pairsPath, "--params", parametersPath, "--plan", Path.Combine(_folder, "plan.csv"), .. more], output, error);
        return (code, output.ToString(), error.ToString());
    }
}
