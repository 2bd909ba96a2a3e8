using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Imports;

/// <summary>The verb <c>import</c>: the same engine without a server.</summary>
internal sealed class ImportVerbTests
{
    private DirectoryInfo _folder = null!;

    [SetUp]
    public void SetUp() => _folder = Directory.CreateTempSubdirectory("matchmaking-import-verb-");

    [TearDown]
    public void TearDown() => _folder.Delete(recursive: true);

    [Test]
    public async Task Import_AllRowsTaken_ExitsZero()
    {
        var file = await Write("name,patents\nA,1\nB,2\n");

        var rehearsed = await Run("import", "startups", file, "--dry-run");
        var imported = await Run("import", "startups", file);
        var again = await Run("import", "startups", file);

        Assert.That(rehearsed, Is.EqualTo((0, "Dry run: 2 rows: 2 created, 0 updated, 0 unchanged, 0 failed.\n", "")));
        Assert.That(imported, Is.EqualTo((0, "2 rows: 2 created, 0 updated, 0 unchanged, 0 failed.\n", "")));
        Assert.That(again, Is.EqualTo((0, "2 rows: 0 created, 0 updated, 2 unchanged, 0 failed.\n", "")));
    }

    [Test]
    public async Task Import_SomeRowsFailed_ExitsOneAndTellsWhich()
    {
        var (code, output, errors) = await Run("import", "startups", await Write("名称,专利\nA,many\n,2\nC,\n"));

        Assert.That((code, errors), Is.EqualTo((1, "")));
        Assert.That(output, Does.Contain("row 2, 专利: ").And.Contain("(wrong-type)").And.Contain("row 3, 名称: This is required. (required)")
            .And.EndsWith("3 rows: 1 created, 0 updated, 0 unchanged, 2 failed.\n"));
    }

    [Test]
    public async Task Import_UnusableFile_ExitsOneWithTheReason()
    {
        var (code, output, _) = await Run("import", "startups", await Write("颜色\n1"));

        Assert.That(code, Is.EqualTo(1));
        Assert.That(output, Does.Contain("颜色").And.Contain("missing"));
    }

    [TestCase("import")]
    [TestCase("import", "startups")]
    [TestCase("import", "wishes", "FILE")]
    [TestCase("import", "registrations", "FILE")]
    [TestCase("import", "startups", "FILE", "--session", EndpointIds.Unknown)]
    [TestCase("import", "registrations", "FILE", "--session", "monday")]
    [TestCase("import", "startups", "FILE", "--dry-run", "--dry-run")]
    public async Task Import_WrongArguments_ExitsTwo(params string[] arguments)
    {
        var file = await Write("name\nA");

        var (code, _, errors) = await Run([.. arguments.Select(a => a == "FILE" ? file : a)]);

        Assert.That(code, Is.EqualTo(2));
        Assert.That(errors, Does.Contain("import KIND FILE"));
    }

    [Test]
    public async Task Import_FileThatIsNotThere_ExitsOne() => Assert.That((await Run("import", "startups", Path.Combine(_folder.FullName, "none.csv"))).Code, Is.EqualTo(1));

    private async Task<string> Write(string csv)
    {
        var file = Path.Combine(_folder.FullName, "file.csv");
        await File.WriteAllTextAsync(file, csv);
        return file;
    }

    private Task<(int Code, string Output, string Errors)> Run(params string[] arguments) => ServerProcess.Run(_folder.FullName, null, arguments);
}
