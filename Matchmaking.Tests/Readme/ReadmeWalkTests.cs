using System.Diagnostics;
using System.Text.RegularExpressions;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Readme;

/// <summary>The walk of both READMEs, run as written against a program started as written.</summary>
internal sealed partial class ReadmeWalkTests
{
    [TestCase("README.md")]
    [TestCase("README.zh-CN.md")]
    public async Task Walk_FreshStart_RunsAsWritten(string readme)
    {
        using var program = await StartedProgram.Start();

        var (exitCode, output) = await Bash(Walk(readme), program);

        Assert.That(exitCode, Is.Zero, output);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(output, Does.Contain("\"optimal\":true"));
            Assert.That(output, Does.Contain("\"identical\":true"));
            Assert.That(output, Does.Contain("\"created\":1,\"updated\":0,\"unchanged\":0,\"failed\":0"));
            Assert.That(output, Does.Contain("\"counterfactual\":{"));
            Assert.That(output, Does.Contain("\"intents\":1,\"intentAmountCny\":30000000"));
        }
    }

    [Test]
    public async Task Walk_OfTheWebhooksPage_RunsAsWritten()
    {
        using var program = await StartedProgram.Start();

        var (exitCode, output) = await Bash(Walk("docs/webhooks.md"), program);

        Assert.That(exitCode, Is.Zero, output);
        Assert.That(output, Does.Contain("\"more\":false").And.Contain("\"secret\":\"whsec_").And.Contain("\"name\":\"New for us\""));
    }

    [Test]
    public void Walk_BothLanguages_HaveTheSameCommands()
    {
        var english = Walk("README.md").Replace("Accept-Language: en", "Accept-Language: zh-CN", StringComparison.Ordinal);

        Assert.That(Walk("README.zh-CN.md"), Is.EqualTo(english));
    }

    [Test]
    public async Task Banner_FreshStart_SaysHowToBegin()
    {
        using var program = await StartedProgram.Start();

        var (exitCode, output) = await Bash(CurlPattern().Match(program.Banner).Value, program);

        Assert.That(exitCode, Is.Zero, output);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(output, Does.Contain("\"rank\":1"), "the example shows a ranking");
            Assert.That(program.Banner, Does.Contain("Console"));
            Assert.That(program.AdminKey, Is.Not.Empty);
        }
    }

    private static string Walk(string readme) =>
        string.Join('\n', BlockPattern().Matches(RepositoryFiles.Read(readme)).Select(m => m.Groups[1].Value));

    private static async Task<(int ExitCode, string Output)> Bash(string script, StartedProgram program)
    {
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-s"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["API"] = program.Address;
        start.Environment["KEY"] = program.AdminKey;
        using var bash = Process.Start(start)!;
        var output = bash.StandardOutput.ReadToEndAsync();
        var errors = bash.StandardError.ReadToEndAsync();
        await bash.StandardInput.WriteAsync(script);
        bash.StandardInput.Close();
        await bash.WaitForExitAsync();
        return (bash.ExitCode, await output + await errors);
    }

    [GeneratedRegex(@"```bash\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex BlockPattern();

    [GeneratedRegex("curl .*")]
    private static partial Regex CurlPattern();
}
