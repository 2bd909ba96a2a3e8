using System.Text.RegularExpressions;
using Matchmaking.Api.Verbs;
using Matchmaking.Tests.Api.Telemetry;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Docs;

/// <summary>docs/operations.md names what there is: every setting, every instrument, and verbs that exist as it writes them.</summary>
internal sealed partial class OperationsDocTests
{
    private static readonly string _text = RepositoryFiles.Read("docs/operations.md");

    [Test]
    public void Settings_OfTheTable_AreThoseThatTheProgramReads()
    {
        var read = RepositoryFiles.WithEnding(".cs").Where(f => f.StartsWith("Matchmaking.Api/", StringComparison.Ordinal))
            .SelectMany(f => VariablePattern().Matches(RepositoryFiles.Read(f)))
            .Select(m => m.Value).ToHashSet();

        Assert.That(TablePattern().Matches(_text).Select(m => m.Groups[1].Value).Where(n => VariablePattern().IsMatch(n)), Is.EquivalentTo(read));
    }

    [Test]
    public async Task Instruments_OfTheTable_AreThoseOfTheMeterWithTheirUnits()
    {
        await using var server = await TestServer.StartAsync();
        using var measured = new Measurements(server);

        var written = InstrumentPattern().Matches(_text).Select(m => $"{m.Groups[1].Value} {m.Groups[2].Value}");

        Assert.That(written, Is.EquivalentTo(measured.Instruments.Select(i => $"{i.Name} {i.Unit}")));
    }

    [Test]
    public void Commands_OfThePage_AreVerbsWithTheirOptions()
    {
        var commands = BlockPattern().Matches(_text).SelectMany(b => CommandPattern().Matches(b.Value)).ToList();

        Assert.That(commands.Select(c => c.Groups[1].Value), Is.SupersetOf((string[])["serve", "backup", "restore", "create-key", "verify-audit"]));
        foreach (var command in commands)
        {
            var entry = VerbTable.All.SingleOrDefault(v => v.Verb.Name == command.Groups[1].Value);
            Assert.That(entry, Is.Not.Null, command.Value);
            foreach (var option in OptionPattern().Matches(command.Groups[2].Value).Select(o => o.Groups[1].Value))
                Assert.That(entry!.Options.Concat(entry.Flags), Does.Contain(option), command.Value);
        }
    }

    [Test]
    public void Unit_OfThePage_IsTheFileBesideIt() =>
        Assert.That(UnitPattern().Match(_text).Groups[1].Value, Is.EqualTo(RepositoryFiles.Read("docs/matchmaking.service")));

    // Quoted, so that words in comments and messages do not count.
    [GeneratedRegex(@"(?<="")((MATCHMAKING|ASPNETCORE|OTEL)_[A-Z_]+|Ranking__[A-Za-z]+)(?="")|^((MATCHMAKING|ASPNETCORE|OTEL)_[A-Z_]+|Ranking__[A-Za-z]+)$")]
    private static partial Regex VariablePattern();

    [GeneratedRegex(@"^\| `(\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex TablePattern();

    [GeneratedRegex(@"^\| `(matchmaking\.[\w.]+)` \| `([^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex InstrumentPattern();

    [GeneratedRegex(@"```ini\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex UnitPattern();

    [GeneratedRegex(@"```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex BlockPattern();

    [GeneratedRegex(@"(?:(?<=^|\s)matchmaking|Matchmaking\.Api\.dll) ([\w-]+)(.*)$", RegexOptions.Multiline)]
    private static partial Regex CommandPattern();

    [GeneratedRegex(@"--([\w-]+)")]
    private static partial Regex OptionPattern();
}
