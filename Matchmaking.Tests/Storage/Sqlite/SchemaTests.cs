using Matchmaking.Core.Storage.Sqlite;
using Matchmaking.Tests.Storage.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Storage.Sqlite;

/// <summary>Today's schema against a committed file, so that a change of tables is seen in review as what it is.</summary>
internal sealed class SchemaTests
{
    private const string GoldenFile = "schema.sqlite.sql";

    [Test]
    public async Task Schema_AfterAllMigrations_IsTheCommittedOne()
    {
        using var folder = new TemporaryFolder();
        await using var database = SqliteDatabase.Open(folder.Path);
        await database.Migrate(TimeProvider.System, CancellationToken.None);
        var statements = await database.Read(
            db => db.Query<string>("SELECT sql || ';' FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY tbl_name, type DESC, name"),
            CancellationToken.None);
        var actual = string.Join("\n\n", statements) + "\n";

        var golden = await File.ReadAllTextAsync(Path.Combine(TestContext.CurrentContext.TestDirectory, "Golden", GoldenFile));
        if (actual == golden)
            return;
        var written = Path.Combine(TestContext.CurrentContext.WorkDirectory, GoldenFile);
        await File.WriteAllTextAsync(written, actual);
        Assert.Fail(
            $"The schema differs from Matchmaking.Tests/Golden/{GoldenFile}; today's is in {written}. If the difference is meant, it is a new " +
            $"migration (an applied one is never edited), and its author copies that file over the committed one by hand and reviews the difference.");
    }
}
