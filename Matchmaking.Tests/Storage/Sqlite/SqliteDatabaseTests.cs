using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Sqlite;
using Matchmaking.Tests.Storage.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Storage.Sqlite;

/// <summary>Opening, locking, settings of connections, migrations.</summary>
internal sealed class SqliteDatabaseTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void CreateFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public async Task Migrate_NewFolder_CreatesFolderFileAndSchema()
    {
        await using var database = SqliteDatabase.Open(Path.Combine(_folder.Path, "a", "b"));

        var outcome = await Migrate(database);

        Assert.That(outcome, Is.EqualTo(new MigrationOutcome(Migrations.Of(database.Dialect).Count, Created: true)));
        var health = await database.CheckHealth(CancellationToken.None);
        Assert.That(health.IsCurrent, Is.True);
        Assert.That(health.Engine, Does.Match(@"^SQLite 3\.\d+\.\d+ \((system|bundled)\)$"));
    }

    [Test]
    public async Task Migrate_Again_AppliesNothing()
    {
        await using (var first = SqliteDatabase.Open(_folder.Path))
            await Migrate(first);
        await using var database = SqliteDatabase.Open(_folder.Path);

        var outcomes = new[] { await Migrate(database), await Migrate(database) };

        Assert.That(outcomes, Is.All.EqualTo(new MigrationOutcome(0, Created: false)));
    }

    [Test]
    public async Task Migrate_AppliedOneWasEdited_IsRefused()
    {
        await using var database = SqliteDatabase.Open(_folder.Path);
        await Migrate(database);
        await Execute(database, "UPDATE schema_migrations SET sha256 = 'other' WHERE number = 1");

        Assert.That(() => Migrate(database), Throws.TypeOf<MigrationException>().With.Message.Contains("0001").Or.Message.Contains("Migration 1 "));
    }

    [Test]
    public async Task Migrate_DatabaseOfANewerProgram_IsRefused()
    {
        await using var database = SqliteDatabase.Open(_folder.Path);
        await Migrate(database);
        await Execute(database, "INSERT INTO schema_migrations (number, name, sha256, applied_at) VALUES (9999, 'future', 'x', 0)");

        Assert.That(() => Migrate(database), Throws.TypeOf<MigrationException>().With.Message.Contains("newer"));
        Assert.That((await database.CheckHealth(CancellationToken.None)).IsCurrent, Is.False);
    }

    [Test]
    public async Task Migrate_ThatFails_LeavesNoHalfSchema()
    {
        await using var database = SqliteDatabase.Open(_folder.Path);
        // A table of this name stands in the way of the last statements of the schema.
        await Execute(database, "CREATE TABLE api_keys (id TEXT)");

        Assert.That(() => Migrate(database), Throws.Exception);

        var tables = await Query(database, "SELECT name FROM sqlite_master WHERE type = 'table'");
        Assert.That(tables, Is.EqualTo((string[])["api_keys"]));
    }

    [Test]
    public void Migrations_OfTheDialect_AreNumberedFromOneWithoutGaps()
    {
        var numbers = Migrations.Of(new SqliteDialect()).Select(m => m.Number).ToList();

        Assert.That(numbers, Is.EqualTo(Enumerable.Range(1, numbers.Count)));
    }

    [Test]
    public async Task Open_FolderInUse_IsRefusedUntilItIsClosed()
    {
        await using (SqliteDatabase.Open(_folder.Path))
            Assert.That(() => SqliteDatabase.Open(_folder.Path), Throws.TypeOf<DatabaseLockedException>().With.Message.Contains(_folder.Path));

        await using var again = SqliteDatabase.Open(_folder.Path);
        Assert.That(await Migrate(again), Has.Property(nameof(MigrationOutcome.Created)).True);
    }

    [Test]
    public void Open_FileThatIsNoDatabase_IsRefusedAndLetsGoOfTheFolder()
    {
        var path = Path.Combine(_folder.Path, "matchmaking.db");
        File.WriteAllText(path, new string('x', 10_000));

        Assert.That(() => SqliteDatabase.Open(_folder.Path), Throws.Exception.With.Message.Contains("not a database"));
        File.Delete(path);

        Assert.That(async () => await SqliteDatabase.Open(_folder.Path).DisposeAsync(), Throws.Nothing);
    }

    [Test]
    public async Task Writer_Connection_FlushesEachCommitAndChecksReferences()
    {
        await using var database = SqliteDatabase.Open(_folder.Path);
        var settings = await database.Write<string>(db => Settings(db), CancellationToken.None);

        // synchronous 2 is FULL: the log is flushed before COMMIT returns.
        Assert.That(settings.Value, Is.EqualTo("journal_mode=wal synchronous=2 foreign_keys=1 query_only=0"));
    }

    [Test]
    public async Task Reader_Connections_OnlyReadAndCheckReferences()
    {
        await using var database = SqliteDatabase.Open(_folder.Path);

        var settings = await database.Read(async db => (await Settings(db)).Value, CancellationToken.None);

        Assert.That(settings, Does.StartWith("journal_mode=wal ").And.EndWith(" foreign_keys=1 query_only=1"));
    }

    private static async Task<Matchmaking.Core.Common.Result<string>> Settings(Db db)
    {
        var values = new List<string>();
        foreach (var name in (string[])["journal_mode", "synchronous", "foreign_keys", "query_only"])
            values.Add($"{name}={await db.QuerySingleOrDefault<string>($"PRAGMA {name}")}");
        return string.Join(' ', values);
    }

    private static Task<MigrationOutcome> Migrate(SqliteDatabase database) => database.Migrate(TimeProvider.System, CancellationToken.None);

    private static Task<Matchmaking.Core.Common.Result<int>> Execute(SqliteDatabase database, string sql) =>
        database.Write<int>(async db => await db.Execute(sql), CancellationToken.None);

    private static Task<IReadOnlyList<string>> Query(SqliteDatabase database, string sql) =>
        database.Read(db => db.Query<string>(sql), CancellationToken.None);
}
