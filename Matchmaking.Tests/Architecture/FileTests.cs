using System.Text.RegularExpressions;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Architecture;

/// <summary>What every file keeps to.</summary>
internal sealed partial class FileTests
{
    private const int LinesMax = 400;

    // Small records that belong together stand in one file named after what they have in common.
    private static readonly Regex _group = new(@"(^Program|^Vocabulary|^Entity|^Access|^SessionReport|Contracts|Views|Entries)\.cs$", RegexOptions.CultureInvariant);

    // Written in two pieces, so that this file does not hold what it looks for.
    private static readonly Regex _machinePath = new(@"(?<![\w.:/-])/" + @"(work|root|tmp/wt|home/\w+)/", RegexOptions.CultureInvariant);

    [Test]
    public void Sources_OverTheLimit_GiveAReasonInTheirFirstComment()
    {
        var files = RepositoryFiles.WithEnding(".cs", ".sql").Where(f => !f.StartsWith("Matchmaking.Tests/Golden/", StringComparison.Ordinal));

        foreach (var file in files)
        {
            var text = RepositoryFiles.Read(file);
            if (text.Count(c => c == '\n') <= LinesMax)
                continue;
            Assert.That(FirstComment().Match(text).Value, Does.Contain("one file because").IgnoreCase, $"{file} has more than {LinesMax} lines; its first comment says \"one file because ...\"");
        }
    }

    [Test]
    public void Sources_HoldTheTypeThatTheyAreNamedAfter()
    {
        var files = RepositoryFiles.WithEnding(".cs").Where(f => !f.StartsWith("Matchmaking.Tests/", StringComparison.Ordinal) && !_group.IsMatch(Path.GetFileName(f)));

        Assert.Multiple(() =>
        {
            foreach (var file in files)
            {
                var name = Path.GetFileName(file).Split('.')[0];
                var declaration = $@"^\s*([\w\s]*\b)?(class|struct|interface|enum|record|delegate)\s+(struct\s+)?[\w<>\[\], ?.]*?\b{name}\b";
                Assert.That(Regex.IsMatch(RepositoryFiles.Read(file), declaration, RegexOptions.Multiline), Is.True, $"{file} declares no {name}");
            }
        });
    }

    [Test]
    public void Files_NameNoPathOfTheMachineTheyWereWrittenOn()
    {
        var files = RepositoryFiles.WithEnding(
            ".cs", ".csproj", ".props", ".sln", ".sql", ".md", ".json", ".yaml", ".yml", ".txt", ".csv", ".editorconfig", ".gitignore", ".html", ".js", ".css", ".sh", "/test");
        Assert.That(files, Has.Count.GreaterThan(100));

        foreach (var file in files)
            Assert.That(_machinePath.Match(RepositoryFiles.Read(file)).Value, Is.Empty, file);
    }

    [GeneratedRegex(@"^(//[^\n]*\n|--[^\n]*\n)+|/// <summary>.*?</summary>", RegexOptions.Singleline)]
    private static partial Regex FirstComment();
}
