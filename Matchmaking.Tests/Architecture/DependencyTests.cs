using System.Reflection;
using System.Text.RegularExpressions;
using Matchmaking.Core.Storage;
using Matchmaking.Ranking.Training;
using Matchmaking.Tests.Ranking.Trainers;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Architecture;

/// <summary>Dependencies go one way: Api to Ranking to Core. Core knows neither HTTP nor rankings, Ranking no database.</summary>
internal sealed partial class DependencyTests
{
    private static readonly Assembly _core = typeof(IDatabase).Assembly;
    private static readonly Assembly _ranking = Assembly.Load("Matchmaking.Ranking");

    private static readonly bool _withMlNet = TreeTrainers.TryFind("mlnet-fasttree") is not null;

    private static IEnumerable<TestCaseData> Forbidden =>
    [
        new TestCaseData("Matchmaking.Core", "Matchmaking.Ranking"),
        new TestCaseData("Matchmaking.Core", "Matchmaking.Api"),
        new TestCaseData("Matchmaking.Core", "Microsoft.AspNetCore"),
        new TestCaseData("Matchmaking.Core", "Microsoft.Extensions"),
        new TestCaseData("Matchmaking.Core", "System.Net.Http"),
        new TestCaseData("Matchmaking.Ranking", "Matchmaking.Api"),
        new TestCaseData("Matchmaking.Ranking", "Microsoft.AspNetCore"),
        new TestCaseData("Matchmaking.Ranking", "Microsoft.Extensions"),
        new TestCaseData("Matchmaking.Ranking", "Dapper"),
        new TestCaseData("Matchmaking.Ranking", "Microsoft.Data.Sqlite"),
        new TestCaseData("Matchmaking.Ranking", "System.Data"),
        new TestCaseData("Matchmaking.Ranking", "Matchmaking.Core.Storage"),
        new TestCaseData("Matchmaking.Benchmarks", "Matchmaking.Tests"),
        new TestCaseData("Matchmaking.Api", "Matchmaking.Tests"),
        new TestCaseData("Matchmaking.Api", "Matchmaking.Benchmarks"),
    ];

    [Test]
    public void Core_References_NoOtherProject() =>
        Assert.That(References(_core), Has.None.StartsWith("Matchmaking.").And.None.StartsWith("Microsoft.AspNetCore").And.None.StartsWith("Microsoft.Extensions"));

    [Test, Category(TrainerCases.EitherWay)]
    public void Ranking_References_CoreAlone()
    {
        var references = References(_ranking).Where(r => !r.StartsWith("System.", StringComparison.Ordinal) && !(_withMlNet && r.StartsWith("Microsoft.ML", StringComparison.Ordinal)));

        Assert.That(references, Is.EqualTo((string[])["Matchmaking.Core"]));
    }

    [Test, Category(TrainerCases.EitherWay)]
    public void Ranking_OfABuildWithoutMlNet_HasNoTraceOfIt()
    {
        Assert.That(_ranking.GetTypes().Where(t => t.Namespace == "Matchmaking.Ranking.MlNet"), _withMlNet ? Is.Not.Empty : Is.Empty);
        Assert.That(Directory.EnumerateFiles(AppContext.BaseDirectory, "Microsoft.ML*.dll"), _withMlNet ? Is.Not.Empty : Is.Empty);
    }

    [TestCaseSource(nameof(Forbidden))]
    public void Sources_OfAProject_DoNotNameWhatItMustNotKnow(string project, string forbidden)
    {
        var files = RepositoryFiles.WithEnding(".cs").Where(f => f.StartsWith(project + "/", StringComparison.Ordinal)).ToList();
        Assert.That(files, Is.Not.Empty);

        foreach (var file in files)
            Assert.That(Regex.IsMatch(RepositoryFiles.Read(file), $@"\b{Regex.Escape(forbidden)}\b(?!\"")"), Is.False, $"{file} names {forbidden}");
    }

    [Test]
    public void SqliteLibrary_IsNamed_InItsFolderOnly()
    {
        // What the product is compared with has nothing of the product between itself and the library.
        var files = RepositoryFiles.WithEnding(".cs").Where(f => !f.StartsWith("Matchmaking.Tests/", StringComparison.Ordinal) && f != "Matchmaking.Benchmarks/BareVerb.cs");

        foreach (var file in files.Where(f => !f.StartsWith("Matchmaking.Core/Storage/Sqlite/", StringComparison.Ordinal)))
            Assert.That(SqliteUsing().IsMatch(RepositoryFiles.Read(file)), Is.False, file);
    }

    [Test]
    public void MlNet_IsNamed_InItsFolderOnly()
    {
        var files = RepositoryFiles.WithEnding(".cs").Where(f => !f.StartsWith("Matchmaking.Tests/", StringComparison.Ordinal)).ToList();

        foreach (var file in files.Where(f => !f.StartsWith("Matchmaking.Ranking/MlNet/", StringComparison.Ordinal)))
            Assert.That(MlNetUsing().IsMatch(RepositoryFiles.Read(file)), Is.False, file);
        Assert.That(files.Where(f => MlNetUsing().IsMatch(RepositoryFiles.Read(f))), Is.Not.Empty);
    }

    private static List<string> References(Assembly assembly) => [.. assembly.GetReferencedAssemblies().Select(a => a.Name!)];

    [GeneratedRegex(@"using (Microsoft\.Data\.Sqlite|SQLitePCL)")]
    private static partial Regex SqliteUsing();

    [GeneratedRegex(@"using (\w+ = )?Microsoft\.ML\b")]
    private static partial Regex MlNetUsing();
}
