using System.Diagnostics;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using NUnit.Framework;

namespace Matchmaking.Tests.Storage.Sqlite;

/// <summary>Backups that take the place of a database: only whole ones, only of this program, and the old one is kept.</summary>
internal sealed class SqliteRestoreTests : BackupFixture
{
    private const string BeforeName = "matchmaking.db.before-restore-20261120T020000.000Z";

    [Test]
    public async Task Restore_IntoANewFolder_HoldsWhatWasBackedUp()
    {
        await Create(Source, "one", "two");
        var copy = await Backup();

        var restored = await Restore();

        Assert.That(restored.Before, Is.Null);
        Assert.That(restored.Copy.Sha256, Is.EqualTo(copy.Sha256));
        Assert.That(restored.Copy.Tables, Is.EqualTo(copy.Tables));
        Assert.That(FilesOf(Target), Is.EqualTo((string[])["matchmaking.db"]));
        Assert.That(await Notes(Target), Is.EqualTo((string[])["one", "two"]));
    }

    [TestCase(0)]
    [TestCase(100)] // A place in the first page that no check of SQLite looks at.
    [TestCase(-1)]
    public async Task Restore_OneByteChanged_IsRefused(int position)
    {
        await Create(Source, "one");
        await Backup();
        var bytes = await System.IO.File.ReadAllBytesAsync(File);
        bytes[position < 0 ? ^1 : position] ^= 1;
        await System.IO.File.WriteAllBytesAsync(File, bytes);

        Assert.That(() => Restore(), Throws.TypeOf<BackupException>().With.Message.Contains("checksum"));

        Assert.That(FilesOf(Target), Is.Empty);
    }

    [Test]
    public async Task Restore_Truncated_IsRefusedAndTheDatabaseStays()
    {
        await Create(Source, "one");
        await Create(Target, "mine");
        await Backup();
        await using (var file = new FileStream(File, FileMode.Open))
            file.SetLength(file.Length / 2);

        Assert.That(() => Restore(replace: true), Throws.TypeOf<BackupException>().With.Message.Contains("checksum"));

        Assert.That(FilesOf(Target), Is.EqualTo((string[])["matchmaking.db"]));
        Assert.That(await Notes(Target), Is.EqualTo((string[])["mine"]));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("0123456789abcdef  backup.db\n")]
    [TestCase("xyz3456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef  backup.db\n")]
    public async Task Restore_ChecksumMissingOrNone_IsRefused(string? checksum)
    {
        await Create(Source);
        await Backup();
        System.IO.File.Delete(Checksum);
        if (checksum is not null)
            await System.IO.File.WriteAllTextAsync(Checksum, checksum);

        Assert.That(() => Restore(), Throws.TypeOf<BackupException>().With.Message.Contains(Checksum));

        Assert.That(Directory.Exists(Target), Is.False);
    }

    [Test]
    public async Task Restore_BackupMovedWithItsChecksum_IsTaken()
    {
        await Create(Source, "one");
        await Backup();
        var elsewhere = Directory.CreateDirectory(InFolder("elsewhere")).FullName;
        foreach (var file in (string[])[File, Checksum])
            System.IO.File.Move(file, Path.Combine(elsewhere, Path.GetFileName(file)));

        await new SqliteBackup(Target, TimeProvider.System).Restore(Path.Combine(elsewhere, "backup.db"), false, new Steps(), CancellationToken.None);

        Assert.That(await Notes(Target), Is.EqualTo((string[])["one"]));
    }

    [Test]
    public async Task Restore_FileThatIsNoDatabase_IsForeign()
    {
        await System.IO.File.WriteAllTextAsync(File, new string('x', 10_000));
        await WriteChecksum();

        Assert.That(() => Restore(), Throws.TypeOf<ForeignDatabaseException>().With.Message.Contains("SQLite"));

        Assert.That(FilesOf(Target), Is.Empty);
    }

    [TestCase("")]
    [TestCase("CREATE TABLE customers (id TEXT)")]
    [TestCase("CREATE TABLE schema_migrations (version TEXT)")]
    [TestCase("CREATE TABLE schema_migrations (number INTEGER, name TEXT, sha256 TEXT, applied_at BIGINT)")]
    public async Task Restore_DatabaseOfAnotherProgram_IsForeign(string schema)
    {
        await Sql(schema);

        Assert.That(() => Restore(), Throws.TypeOf<ForeignDatabaseException>());

        Assert.That(FilesOf(Target), Is.Empty);
    }

    [Test]
    public async Task Restore_DatabaseOfANewerProgram_IsRefused()
    {
        await Create(Source);
        await Backup();
        await Sql("INSERT INTO schema_migrations (number, name, sha256, applied_at) VALUES (9999, 'future', 'x', 0)");

        Assert.That(() => Restore(), Throws.TypeOf<MigrationException>().With.Message.Contains("newer"));

        Assert.That(FilesOf(Target), Is.Empty);
    }

    [Test]
    public async Task Restore_RowsThatReferToNothing_IsDamaged()
    {
        await Create(Source);
        await Backup();
        await Sql("PRAGMA foreign_keys=OFF; INSERT INTO frozen_rankings SELECT 'x', 'fund', 'y', x'00' FROM schema_migrations LIMIT 1");

        Assert.That(() => Restore(), Throws.TypeOf<BackupException>().With.Message.Contains("1 rows refer"));
    }

    [Test]
    public async Task Restore_FolderInUse_IsRefusedAndTheUserGoesOn()
    {
        await Create(Source, "one");
        await Create(Target, "mine");
        await Backup();

        await using (var used = SqliteDatabase.Open(Target))
        {
            Assert.That(() => Restore(replace: true), Throws.TypeOf<DatabaseLockedException>());
            await Note(used, "still mine");
        }

        Assert.That(await Notes(Target), Is.EqualTo((string[])["mine", "still mine"]));
    }

    [Test]
    public async Task Restore_OverADatabase_IsRefusedUnlessToldAndKeepsIt()
    {
        await Create(Source, "backed up");
        await Create(Target, "mine");
        await Backup();

        Assert.That(() => Restore(), Throws.TypeOf<BackupException>().With.Message.Contains("--force"));
        Assert.That(await Notes(Target), Is.EqualTo((string[])["mine"]));

        var restored = await Restore(replace: true);

        Assert.That(restored.Before, Is.EqualTo(Path.Combine(Target, BeforeName)));
        Assert.That(FilesOf(Target), Is.EqualTo((string[])["matchmaking.db", BeforeName]));
        Assert.That(await Notes(Target), Is.EqualTo((string[])["backed up"]));
        Assert.That(await NotesOfFile(restored.Before!), Is.EqualTo((string[])["mine"]));
    }

    [Test]
    public async Task Restore_TwiceInTheSameMoment_KeepsBoth()
    {
        await Create(Source, "backed up");
        await Create(Target, "mine");
        await Backup();

        await Restore(replace: true);
        await Restore(replace: true);

        Assert.That(FilesOf(Target).Count(n => n.Contains("before-restore", StringComparison.Ordinal)), Is.EqualTo(2));
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "cp")]
    public async Task Restore_OverADatabaseThatWasKilled_KeepsItsLogAndDoesNotReadItIntoTheNewOne()
    {
        await Create(Source, "backed up");
        await Backup();
        await using (var killed = SqliteDatabase.Open(InFolder("killed")))
        {
            await killed.Migrate(TimeProvider.System, CancellationToken.None);
            await Note(killed, "in the log only");
            // By a process of its own: closing the file here would let go of the locks of this process.
            using var copy = Process.Start("cp", ["-r", InFolder("killed"), Target]);
            await copy.WaitForExitAsync();
        }

        Assert.That(new FileInfo(DatabaseOf(Target) + "-wal").Length, Is.Positive);
        var restored = await Restore(replace: true);

        Assert.That(FilesOf(Target), Is.EqualTo((string[])["matchmaking.db", BeforeName]));
        Assert.That(await Notes(Target), Is.EqualTo((string[])["backed up"]));
        Assert.That(await NotesOfFile(restored.Before!), Is.EqualTo((string[])["in the log only"]));
    }

    [Test]
    public async Task Restore_OverADamagedDatabase_KeepsItWithItsLog()
    {
        await Create(Source, "backed up");
        await Backup();
        Directory.CreateDirectory(Target);
        await System.IO.File.WriteAllTextAsync(DatabaseOf(Target), new string('x', 10_000));
        await System.IO.File.WriteAllTextAsync(DatabaseOf(Target) + "-wal", "log");

        var restored = await Restore(replace: true);

        Assert.That(await System.IO.File.ReadAllTextAsync(restored.Before!), Does.StartWith("xxx"));
        Assert.That(await Notes(Target), Is.EqualTo((string[])["backed up"]));
        Assert.That(FilesOf(Target).Where(n => n.EndsWith("-wal", StringComparison.Ordinal)), Is.SubsetOf((string[])[BeforeName + "-wal"]));
    }

    [Test]
    public async Task Restore_LogWithoutItsDatabase_IsNotReadIntoTheNewOne()
    {
        await Create(Source, "backed up");
        await Backup();
        Directory.CreateDirectory(Target);
        await System.IO.File.WriteAllTextAsync(DatabaseOf(Target) + "-wal", "log");

        Assert.That(() => Restore(), Throws.TypeOf<BackupException>());
        await Restore(replace: true);

        Assert.That(await Notes(Target), Is.EqualTo((string[])["backed up"]));
        Assert.That(await System.IO.File.ReadAllTextAsync(Path.Combine(Target, BeforeName + "-wal")), Is.EqualTo("log"));
    }

    [Test]
    public async Task Restore_Cancelled_LeavesTheDatabaseAndNothingElse()
    {
        await CreateLarge(Source);
        await Create(Target, "mine");
        await Backup();
        using var cancel = new CancellationTokenSource();

        Assert.That(() => Restore(replace: true, new Steps(cancel.Cancel), cancel.Token), Throws.InstanceOf<OperationCanceledException>());

        Assert.That(FilesOf(Target), Is.EqualTo((string[])["matchmaking.db"]));
        Assert.That(await Notes(Target), Is.EqualTo((string[])["mine"]));
    }

    [Test]
    public async Task Open_CopyLeftByARestoreThatWasKilled_IsDeletedAndNotUsed()
    {
        await Create(Source, "never restored");
        await Create(Target, "mine");
        System.IO.File.Copy(DatabaseOf(Source), DatabaseOf(Target) + ".restoring");
        await System.IO.File.WriteAllTextAsync(DatabaseOf(Target) + ".restoring-journal", "half");

        Assert.That(await Notes(Target), Is.EqualTo((string[])["mine"]));
        Assert.That(FilesOf(Target), Is.EqualTo((string[])["matchmaking.db"]));
    }

    private static async Task<IReadOnlyList<string>> NotesOfFile(string file)
    {
        await using var connection = SqliteConnections.Open(file, SqliteOpenMode.ReadOnly);
        return await new Db(connection, null, new SqliteDialect()).Query<string>("SELECT name FROM change_counters ORDER BY name");
    }

    /// <summary>Makes or changes the file of the backup, and its checksum with it.</summary>
    private async Task Sql(string sql)
    {
        await using (var connection = SqliteConnections.Open(File, SqliteOpenMode.ReadWriteCreate))
            SqliteConnections.Run(connection, sql.Length == 0 ? "PRAGMA user_version" : sql);
        await WriteChecksum();
    }
}
