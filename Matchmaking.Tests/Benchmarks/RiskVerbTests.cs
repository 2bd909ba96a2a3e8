using System.Diagnostics;
using System.Text.Json;
using Matchmaking.Benchmarks;
using NUnit.Framework;

namespace Matchmaking.Tests.Benchmarks;

internal sealed class RiskVerbTests
{
    private static readonly string _vectors = Path.Combine(TestContext.CurrentContext.TestDirectory, "TestData", "risk-vectors.json");

    [Test]
    public void Run_GivenVectors_AllAgree()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        var code = new VerbTable([new RiskVerb()]).Run(["risk", "--vectors", _vectors, "--repeats", "1"], output, error);

        using var figures = JsonDocument.Parse(output.ToString());
        Assert.That((code, error.ToString()), Is.EqualTo((0, "")));
        Assert.That(figures.RootElement.GetProperty("checked").GetInt32(), Is.EqualTo(172));
        Assert.That(figures.RootElement.GetProperty("failed").GetInt32(), Is.Zero);
        Assert.That(figures.RootElement.GetProperty("maxAbsError").GetDouble(), Is.LessThan(1e-9));
        Assert.That(figures.RootElement.GetProperty("plainDifference").GetDouble(), Is.LessThan(1e-12), "forty positions in five chains against a plain quadrature");
    }

    [Test]
    public void Run_OneVectorWrong_IsFound()
    {
        var wrong = Path.Combine(TestContext.CurrentContext.WorkDirectory, "wrong-vectors.json");
        File.WriteAllText(wrong, File.ReadAllText(_vectors).Replace("712/3125", "713/3125", StringComparison.Ordinal));
        using var error = new StringWriter();

        var code = new VerbTable([new RiskVerb()]).Run(["risk", "--vectors", wrong, "--repeats", "1"], TextWriter.Null, error);

        Assert.That(code, Is.EqualTo(1));
        Assert.That(error.ToString(), Does.StartWith("V02 P(breach)"));
    }

    /// <summary>The processor's vector instructions are switched off for a process of its own.</summary>
    [Test]
    public async Task Run_WithoutVectorInstructions_SameBits()
    {
        var digests = await Task.WhenAll(Digest(("DOTNET_EnableAVX", "1")), Digest(("DOTNET_EnableAVX2", "0")), Digest(("DOTNET_EnableHWIntrinsic", "0")));

        Assert.That(digests.Distinct().Count(), Is.EqualTo(1), string.Join(" ", digests));
    }

    private static async Task<string> Digest((string Name, string Value) setting)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(RiskVerb).Assembly.Location, "risk", "--vectors", _vectors, "--repeats", "1"])
        {
            RedirectStandardOutput = true,
            Environment = { [setting.Name] = setting.Value },
        };
        using var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.Zero);
        using var figures = JsonDocument.Parse(line);
        return figures.RootElement.GetProperty("digest").GetString()!;
    }
}
