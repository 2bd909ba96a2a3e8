using Matchmaking.Core.Common;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Sqlite;
using Matchmaking.Tests.Storage.Support;
using Microsoft.Data.Sqlite;
using NUnit.Framework;

namespace Matchmaking.Tests.Storage.Sqlite;

/// <summary>The writer on a disk that fails: nobody is told that something was kept which was not, and it goes on when the disk does.</summary>
internal sealed class SqliteFaultTests : WriterFixture
{
    private const int WriteError = SqliteCodes.InputOutput | (3 << 8);
    private const int FlushError = SqliteCodes.InputOutput | (4 << 8);
    private const string Log = "-wal";

    private FailingDisk _disk = null!;

    [OneTimeSetUp]
    public void InstallDisk() => _disk = FailingDisk.Install();

    [OneTimeTearDown]
    public void RemoveDisk() => _disk.Dispose();

    [TearDown]
    public void HealDisk() => _disk.Heal();

    [TestCase(DiskCall.Write, SqliteCodes.Full, DatabaseFault.StorageFull)]
    [TestCase(DiskCall.Write, WriteError, DatabaseFault.StorageFailed)]
    [TestCase(DiskCall.Flush, FlushError, DatabaseFault.StorageFailed)]
    public async Task Write_OnADiskThatFails_FailsTheWholeGroupAndTheNextIsKept(DiskCall call, int code, DatabaseFault fault)
    {
        await Note("kept");
        var gate = new Gate();
        var held = Database.Write(gate.Hold, CancellationToken.None);
        await gate.Entered;
        var first = Note("first");
        var second = Note("second");
        _disk.Fail(call, Log, code);

        gate.Open();
        await Outcome(held);
        var outcomes = new[] { await Outcome(first), await Outcome(second) };

        Assert.That(_disk.Failures, Is.Positive);
        Assert.That(outcomes, Is.All.EqualTo(fault));
        Assert.That(await Notes(), Is.EqualTo((string[])["kept"]), "reading goes on");
        _disk.Heal();
        Assert.That((await Note("next")).Error, Is.Null);
        await Reopen();
        Assert.That(await Notes(), Is.EqualTo((string[])["kept", "next"]));
    }

    [Test]
    public async Task Writes_OnADiskThatFailsNowAndThen_AreKeptExactlyWhereTheyWereAnswered()
    {
        // Every third flush of the log does not arrive; each write waits for the one before, so that each is a group of its own.
        _disk.Fail(DiskCall.Flush, Log, FlushError, every: 3);
        var answered = new List<string>();
        for (var n = 0; n < 200; n++)
        {
            if (await Outcome(Note($"{n}")) is null)
                answered.Add($"{n}");
        }

        Assert.That(_disk.Failures, Is.GreaterThan(50));
        Assert.That(answered, Has.Count.GreaterThan(100));
        Assert.That(await Notes(), Is.EqualTo(answered));
        _disk.Heal();
        await Reopen();
        Assert.That(await Notes(), Is.EqualTo(answered));
    }

    [Test]
    public async Task Dispose_OnADiskThatFails_LeavesTheLogForTheNextStart()
    {
        await Note("kept");
        _disk.Fail(DiskCall.Write, "matchmaking.db", WriteError);

        await Database.DisposeAsync();

        Assert.That(_disk.Failures, Is.Positive);
        _disk.Heal();
        await Reopen();
        Assert.That(await Notes(), Is.EqualTo((string[])["kept"]));
    }

    [Test]
    public async Task Write_FoundReadOnly_IsRefusedAndTheNextOpensTheFileAgain()
    {
        // A connection that may only read, as SQLite makes it of a file that may only be read; opened anew it may write.
        await Write(db => db.Execute("PRAGMA query_only = ON"));

        Assert.That(await Outcome(Note("refused")), Is.EqualTo(DatabaseFault.StorageReadOnly));

        Assert.That((await Note("next")).Error, Is.Null);
        Assert.That(await Notes(), Is.EqualTo((string[])["next"]));
    }

    [Test]
    public async Task Write_WhileAnotherProcessHoldsTheFile_WaitsForIt()
    {
        await using var other = Other();
        await using var lockOfOther = other.BeginTransaction(deferred: false);

        var waiting = Note("waiting");
        await lockOfOther.RollbackAsync();

        Assert.That((await waiting).Error, Is.Null);
    }

    [Test]
    public async Task Write_WhileAnotherProcessKeepsTheFile_IsBusyForAllThatWaitAndPasses()
    {
        await Write(db => db.Execute("PRAGMA busy_timeout = 50"));
        await using var other = Other();
        var lockOfOther = other.BeginTransaction(deferred: false);

        var waiting = Enumerable.Range(0, 600).Select(n => Outcome(Note($"{n}"))).ToList();
        var outcomes = await Task.WhenAll(waiting);

        Assert.That(outcomes, Is.All.EqualTo(DatabaseFault.Busy));
        await lockOfOther.DisposeAsync();
        Assert.That((await Note("next")).Error, Is.Null);
        Assert.That(await Notes(), Is.EqualTo((string[])["next"]));
    }

    [Test]
    public async Task CheckHealth_AfterAWriteThatFailed_IsWellOnlyOnceItCanWriteAgain()
    {
        await Database.Migrate(TimeProvider.System, CancellationToken.None);
        Assert.That((await Database.CheckHealth(CancellationToken.None)).IsCurrent, Is.True);
        _disk.Fail(DiskCall.Write, Log, SqliteCodes.Full);
        Assert.That((await Database.CheckHealth(CancellationToken.None)).IsCurrent, Is.True, "nobody has written yet");
        await Outcome(Note("refused"));

        Assert.That(
            async () => await Database.CheckHealth(CancellationToken.None), Throws.TypeOf<SqliteException>().With.Property(nameof(SqliteException.SqliteErrorCode)).EqualTo(SqliteCodes.Full));

        _disk.Heal();
        Assert.That((await Database.CheckHealth(CancellationToken.None)).IsCurrent, Is.True);
    }

    [TestCase(SqliteCodes.Busy, DatabaseFault.Busy)]
    [TestCase(SqliteCodes.Locked, DatabaseFault.Busy)]
    [TestCase(SqliteCodes.Full, DatabaseFault.StorageFull)]
    [TestCase(SqliteCodes.ReadOnly, DatabaseFault.StorageReadOnly)]
    [TestCase(SqliteCodes.InputOutput, DatabaseFault.StorageFailed)]
    [TestCase(SqliteCodes.CannotOpen, DatabaseFault.StorageFailed)]
    [TestCase(SqliteCodes.Corrupt, DatabaseFault.StorageCorrupt)]
    [TestCase(SqliteCodes.NotADatabase, DatabaseFault.StorageCorrupt)]
    // An error in SQL, a violated constraint, a wrong use of the library: bugs, whatever the disk does.
    [TestCase(1, null)]
    [TestCase(19, null)]
    [TestCase(21, null)]
    public void Fault_OfAResultCode_SaysWhatIsWrongWithTheDatabaseAndNothingElse(int code, DatabaseFault? fault)
    {
        var dialect = new SqliteDialect();

        Assert.That(dialect.FaultOf(new SqliteException("", code)), Is.EqualTo(fault));
        Assert.That(dialect.FaultOf(new DatabaseBusyException()), Is.EqualTo(DatabaseFault.Busy));
        Assert.That(dialect.FaultOf(new InvalidOperationException()), Is.Null);
    }

    /// <returns>Null when it was answered.</returns>
    private async Task<DatabaseFault?> Outcome(Task<Result<bool>> write)
    {
        try
        {
            Assert.That((await write).Error, Is.Null);
            return null;
        }
        catch (SqliteException failure) when (Database.Dialect.FaultOf(failure) is not null)
        {
            return Database.Dialect.FaultOf(failure);
        }
    }

    private SqliteConnection Other()
    {
        var other = new SqliteConnection($"Data Source={Path.Combine(Folder.Path, "matchmaking.db")};Pooling=False");
        other.Open();
        return other;
    }
}
