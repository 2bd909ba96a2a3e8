using System.Runtime.Versioning;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Sqlite;
using NUnit.Framework;

namespace Matchmaking.Tests.Storage.Sqlite;

/// <summary>Copies of a database: whole, of one state, checked, and never half there.</summary>
internal sealed class SqliteBackupTests : BackupFixture
{
    [Test]
    public async Task Backup_OfADatabase_IsOneFileWithItsChecksumAndWhatItHolds()
    {
        await Create(Source, "one", "two");

        var copy = await Backup();

        Assert.That(FilesOf(InFolder(".")), Is.EqualTo((string[])["backup.db", "backup.db.sha256"]));
        Assert.That(await System.IO.File.ReadAllTextAsync(Checksum), Is.EqualTo($"{await ChecksumFile.Compute(File, CancellationToken.None)}  backup.db\n"));
        Assert.That(copy, Has.Property(nameof(copy.File)).EqualTo(File).And.Property(nameof(copy.Bytes)).EqualTo(new FileInfo(File).Length));
        Assert.That(copy.SchemaVersion, Is.EqualTo(Migrations.Of(new SqliteDialect())[^1].Number));
        Assert.That(copy.Tables, Does.Contain(new TableCount("change_counters", 2)).And.Contains(new TableCount("startups", 0)));
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "Windows has no such modes")]
    [UnsupportedOSPlatform("windows")]
    public async Task Backup_HoldsContacts_SoThatItsOwnerAloneMayReadIt()
    {
        await Create(Source);

        await Backup();

        Assert.That(System.IO.File.GetUnixFileMode(File), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Test]
    public async Task Backup_WrittenToBetweenItsSteps_IsTheStateOfItsStart()
    {
        await CreateLarge(Source);
        await using var database = SqliteDatabase.Open(Source);
        await Note(database, "before");
        var steps = new Steps(() => Note(database, "meanwhile").GetAwaiter().GetResult());

        await Backup(progress: steps);
        await Note(database, "after");

        await Restore();
        var notes = await Notes(Target);
        Assert.That(notes, Does.Contain("before").And.Not.Contains("meanwhile").And.Not.Contains("after"));
        Assert.That(notes, Has.Count.EqualTo(13));
        // A copy that had begun again would count down.
        Assert.That(steps.All, Has.Count.GreaterThan(1));
        Assert.That(steps.All.Select(s => s.Done), Is.Ordered.Ascending);
        Assert.That(steps.All[^1].Done, Is.EqualTo(steps.All[^1].Total));
    }

    [Test]
    public async Task Backup_LogNotYetInTheFile_HoldsWhatIsInTheLog()
    {
        await Create(Source);
        await using var database = SqliteDatabase.Open(Source);
        await Note(database, "in the log");
        Assert.That(new FileInfo(DatabaseOf(Source) + "-wal").Length, Is.Positive);

        await Backup();

        await Restore();
        Assert.That(await Notes(Target), Is.EqualTo((string[])["in the log"]));
    }

    [Test]
    public async Task Backup_FileExists_IsRefusedUnlessItMayBeReplaced()
    {
        await Create(Source, "old");
        await Backup();
        await using (var database = SqliteDatabase.Open(Source))
            await Note(database, "new");

        Assert.That(() => Backup(), Throws.TypeOf<BackupException>().With.Message.Contains("exists"));
        System.IO.File.Delete(File);
        Assert.That(() => Backup(), Throws.TypeOf<BackupException>().With.Message.Contains("exists"), "its checksum is still there");
        await Backup(overwrite: true);

        await Restore();
        Assert.That(await Notes(Target), Is.EqualTo((string[])["new", "old"]));
    }

    [Test]
    public async Task Backup_AnotherOneIsBeingWrittenThere_IsRefusedUntilToldOtherwise()
    {
        await Create(Source);
        await System.IO.File.WriteAllTextAsync(File + ".partial", "half");

        Assert.That(() => Backup(), Throws.TypeOf<BackupException>().With.Message.Contains(".partial"));
        Assert.That(await System.IO.File.ReadAllTextAsync(File + ".partial"), Is.EqualTo("half"));

        await Backup(overwrite: true);
        Assert.That(FilesOf(InFolder(".")), Is.EqualTo((string[])["backup.db", "backup.db.sha256"]));
    }

    [Test]
    public void Backup_NoDatabase_IsRefusedAndCreatesNothing()
    {
        Assert.That(() => Backup(), Throws.TypeOf<BackupException>().With.Message.Contains(Source));

        Assert.That(Directory.EnumerateFileSystemEntries(InFolder(".")), Is.Empty);
    }

    [Test]
    public async Task Backup_ToTheDatabaseItself_IsRefused()
    {
        await Create(Source, "kept");

        Assert.That(() => new SqliteBackup(Source, TimeProvider.System).Backup(DatabaseOf(Source), overwrite: true, new Steps(), CancellationToken.None), Throws.TypeOf<BackupException>());

        Assert.That(await Notes(Source), Is.EqualTo((string[])["kept"]));
    }

    [Test]
    public async Task Backup_Cancelled_LeavesNothingBehind()
    {
        await CreateLarge(Source);
        using var cancel = new CancellationTokenSource();

        Assert.That(() => Backup(progress: new Steps(cancel.Cancel), cancel: cancel.Token), Throws.InstanceOf<OperationCanceledException>());

        Assert.That(FilesOf(InFolder(".")), Is.Empty);
    }

    [Test]
    public async Task Backup_OfADamagedDatabase_IsRefusedAndKeepsTheOlderOne()
    {
        await CreateLarge(Source);
        var first = await Backup();
        await using (var damaged = new FileStream(DatabaseOf(Source), FileMode.Open))
        {
            damaged.Position = damaged.Length / 2;
            await damaged.WriteAsync(new byte[64 * 1024]);
        }

        Assert.That(() => Backup(overwrite: true), Throws.TypeOf<BackupException>().With.Message.Contains("damaged"));

        Assert.That(await ChecksumFile.Compute(File, CancellationToken.None), Is.EqualTo(first.Sha256));
        Assert.That(FilesOf(InFolder(".")), Is.EqualTo((string[])["backup.db", "backup.db.sha256"]));
    }
}
