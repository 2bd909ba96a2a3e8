using System.Text.Json;

using Matchmaking.Benchmarks;

using NUnit.Framework;

namespace Matchmaking.Tests.Benchmarks;

internal sealed class RepairVerbTests
{
    private const string Parameters =
        """
        {"startups": 3, "funds": 2, "rounds": 2, "pairs": 5, "startup_min": [0, 0, 0], "startup_max": [2, 2, 2], "fund_min": [0, 0],
         "fund_max": [1, 2], "startup_avail": ["11", "01", "11"], "fund_avail": ["11", "11"], "forbidden": [], "pinned": []}
        """;

    private const string Pairs = "s,f,weight\n0,0,0.9\n0,1,0.8\n1,1,0.7\n2,0,0.6\n2,1,0.1\n";

    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("repair").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [TestCase]
    [TestCase("--availability")]
    public void Run_AStartupCancels_OthersStayAndItsPlacesAreFilled(params string[] more)
    {
        var (code, output, error) = Run(more);

        Assert.That(error, Is.Empty);
        Assert.That(code, Is.Zero);
        using var figures = JsonDocument.Parse(output.Trim().Split('\n')[^1]);
        Assert.That(figures.RootElement.GetProperty("verified").GetBoolean(), Is.True);
        Assert.That(figures.RootElement.GetProperty("value").GetDecimal(), Is.EqualTo(1.4m));
        Assert.That(figures.RootElement.GetProperty("upperBound").GetDecimal(), Is.EqualTo(1.4m));
        Assert.That(figures.RootElement.GetProperty("kept").GetInt32(), Is.EqualTo(1));
        Assert.That(figures.RootElement.GetProperty("broken").GetInt32(), Is.Zero);
        Assert.That(figures.RootElement.GetProperty("moved").GetInt32(), Is.Zero);
        Assert.That(figures.RootElement.GetProperty("new").GetInt32(), Is.EqualTo(2));
        var plan = File.ReadAllLines(Path.Combine(_folder, "plan.csv"));
        Assert.That(plan.Skip(1).Select(line => line[2..]).Order(StringComparer.Ordinal), Is.EqualTo("1,1 2,0 2,1".Split(' ')));
    }

    [Test]
    public void Run_NoSuchStartup_IsAWrongCommandLine()
    {
        var (code, _, error) = Run("--cancel", "3");

        Assert.That(code, Is.EqualTo(2));
        Assert.That(error, Does.Contain("there are 3 startups"));
    }

    private (int Code, string Output, string Error) Run(params string[] more)
    {
        var (pairs, parameters) = (Path.Combine(_folder, "pairs.csv"), Path.Combine(_folder, "params.json"));
        File.WriteAllText(pairs, Pairs);
        File.WriteAllText(parameters, Parameters);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = new VerbTable([new RepairVerb()]).Run(
            ["repair", "--pairs", pairs, "--params", parameters, "--plan", Path.Combine(_folder, "plan.csv"), "--repeat", "1", .. more], output, error);
        return (code, output.ToString(), error.ToString());
    }
}
