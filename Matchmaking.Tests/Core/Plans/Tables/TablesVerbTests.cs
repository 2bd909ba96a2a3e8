using System.Text.Json;

using Matchmaking.Benchmarks;

using NUnit.Framework;

namespace Matchmaking.Tests.Core.Plans.Tables;

/// <summary>The measurement of round tables, from files to figures.</summary>
internal sealed class TablesVerbTests
{
    private const string Parameters =
        """
        {"startups": 3, "funds": 2, "rounds": 2, "startup_min": [0, 0, 0], "startup_max": [2, 2, 2], "fund_min": [0, 0], "fund_max": [2, 2],
         "forbidden": [[0, 0]], "pinned": [[2, 1]]}
        """;

    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("tables").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    // Apart 0-0 and together 2-1: {0, 2; 1} and {1; 0} = 0.2 + 0.1 + 0.5. Without these pairs {0, 1; 0} and {2; 1} = 0.9 + 0.5 + 0.1.
    [TestCase("", "0.8")]
    [TestCase("--ignore-pairs", "1.5")]
    public void Run_SmallInstance_PrintsItsFigures(string flag, string value)
    {
        var (code, output, _) = Run("s,f,weight\n0,0,0.9\n0,1,0.2\n1,0,0.5\n2,1,0.1\n", flag);

        using var figures = JsonDocument.Parse(output.Trim().Split('\n')[^1]);
        Assert.That(code, Is.Zero);
        Assert.That(string.Join(' ', figures.RootElement.EnumerateObject().Select(p => p.Name)), Is.EqualTo("value upperBound gap optimal seconds peakRssMb"));
        Assert.That(figures.RootElement.GetProperty("value").GetRawText(), Is.EqualTo(value));
        Assert.That(figures.RootElement.GetProperty("optimal").GetBoolean(), Is.True);
    }

    [TestCase("0,1", "Line 2 is not")]
    [TestCase("0,1,900000", "is not within")]
    public void Run_InstanceThatCannotBeSeated_SaysWhy(string line, string message)
    {
        var (code, _, error) = Run($"s,f,weight\n{line}\n", "");

        Assert.That(code, Is.EqualTo(1));
        Assert.That(error, Does.Contain(message));
    }

    private (int Code, string Output, string Error) Run(string pairs, string flag)
    {
        var (pairsPath, parametersPath) = (Path.Combine(_folder, "pairs.csv"), Path.Combine(_folder, "params.json"));
        File.WriteAllText(pairsPath, pairs);
        File.WriteAllText(parametersPath, Parameters);
        using var output = new StringWriter();
        using var error = new StringWriter();
        string[] words = ["tables", "--pairs", pairsPath, "--params", parametersPath, "--tables", "2", "--funds-per-table", "1", "--startups-per-table", "2", "--steps", "100000"];
        var code = new VerbTable([new TablesVerb()]).Run(flag.Length > 0 ? [.. words, flag] : words, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
