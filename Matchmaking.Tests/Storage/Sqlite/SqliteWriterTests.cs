using Matchmaking.Core.Common;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Sqlite;
using Matchmaking.Tests.Storage.Support;
using Microsoft.Data.Sqlite;
using NUnit.Framework;
using SQLitePCL;

namespace Matchmaking.Tests.Storage.Sqlite;

/// <summary>The one writer: what is kept, what is undone, and who is told.</summary>
internal sealed class SqliteWriterTests : WriterFixture
{
    [Test]
    public async Task Write_ManyAtOnce_KeepsAllInTheOrderOfArrival()
    {
        var gate = new Gate();
        var held = Database.Write(gate.Hold, CancellationToken.None);
        await gate.Entered;
        var texts = Enumerable.Range(0, 700).Select(n => $"note {n:d4}").ToList();
        var writes = texts.Select(t => Note(t)).ToList();

        gate.Open();
        await held;
        var results = await Task.WhenAll(writes);
        await Reopen();

        Assert.That(results, Has.All.Property(nameof(Result<bool>.Error)).Null);
        Assert.That(await Notes(), Is.EqualTo(texts));
    }

    [Test]
    public async Task Write_WaitingTogether_SharesOneTransaction()
    {
        var gate = new Gate();
        var held = Database.Write(gate.Hold, CancellationToken.None);
        await gate.Entered;
        // The second can only see the first's row as uncommitted when both are in one transaction: readers do not see it yet.
        var first = Note("first");
        var second = Database.Write<(int Inside, int Outside)>(
            async db => ((await ReadNotes(db)).Count, (await Notes()).Count), CancellationToken.None);

        gate.Open();
        await Task.WhenAll(held, first);

        Assert.That((await second).Value, Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task Write_RefusedOrThrowing_UndoesItselfAlone()
    {
        var gate = new Gate();
        var held = Database.Write(gate.Hold, CancellationToken.None);
        await gate.Entered;
        var before = Note("before");
        var refused = Database.Write<bool>(
            async db =>
            {
                await Add(db, "refused");
                return Refusal;
            },
            CancellationToken.None);
        var throwing = Note("throwing", () => throw new InvalidOperationException("a bug"));
        var broken = Write(async db =>
        {
            await Add(db, "broken");
            await Add(db, "before");
        });
        var after = Note("after");

        gate.Open();
        await held;

        Assert.That((await before).Error, Is.Null);
        Assert.That((await refused).Error, Is.SameAs(Refusal));
        Assert.That(async () => await throwing, Throws.InvalidOperationException.With.Message.EqualTo("a bug"));
        Assert.That(async () => await broken, Throws.TypeOf<SqliteException>().With.Message.Contains("notes.text"));
        Assert.That((await after).Error, Is.Null);
        await Reopen();
        Assert.That(await Notes(), Is.EqualTo((string[])["before", "after"]));
    }

    [Test]
    public async Task Write_CancelledWhileWaiting_DoesNotRun()
    {
        using var cancel = new CancellationTokenSource();
        var gate = new Gate();
        var ran = false;
        var held = Database.Write(gate.Hold, CancellationToken.None);
        await gate.Entered;
        var cancelled = Note("cancelled", () => ran = true, cancel.Token);
        var after = Note("after");

        await cancel.CancelAsync();
        gate.Open();
        await Task.WhenAll(held, after);

        Assert.That(async () => await cancelled, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(cancelled.IsCanceled, Is.True);
        Assert.That(ran, Is.False);
        Assert.That(await Notes(), Is.EqualTo((string[])["after"]));
    }

    [Test]
    public async Task Write_CancelledAfterItRan_IsKeptAndAnswered()
    {
        using var cancel = new CancellationTokenSource();

        var result = await Note("kept", cancel.Cancel, cancel.Token);

        Assert.That(result.Error, Is.Null);
        Assert.That(await Notes(), Is.EqualTo((string[])["kept"]));
    }

    [Test]
    public async Task Write_QueueFull_IsBusyAndLosesNothingThatWaits()
    {
        var gate = new Gate();
        var held = Database.Write(gate.Hold, CancellationToken.None);
        await gate.Entered;
        var waiting = Enumerable.Range(0, GroupingWriter.QueueLength).Select(n => Note($"{n}")).ToList();

        Assert.That(() => Note("one too many"), Throws.TypeOf<DatabaseBusyException>());

        gate.Open();
        await Task.WhenAll(waiting.Append(held));
        Assert.That(await Notes(), Has.Count.EqualTo(GroupingWriter.QueueLength));
    }

    [Test]
    public async Task Dispose_WithWritesWaiting_FinishesThemAndTakesNoMore()
    {
        var gate = new Gate();
        var held = Database.Write(gate.Hold, CancellationToken.None);
        await gate.Entered;
        var waiting = Enumerable.Range(0, 20).Select(n => Note($"{n}")).ToList();

        var closing = Database.DisposeAsync().AsTask();
        gate.Open();
        await closing;

        Assert.That(await Task.WhenAll(waiting.Append(held)), Has.All.Property(nameof(Result<bool>.Error)).Null);
        Assert.That(() => Note("late"), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(new FileInfo(Path.Combine(Folder.Path, "matchmaking.db-wal")), Has.Property(nameof(FileInfo.Exists)).False.Or.Property(nameof(FileInfo.Length)).Zero);
        await Reopen();
        Assert.That(await Notes(), Has.Count.EqualTo(20));
    }

    [Test]
    public async Task Commit_ThatFails_FailsAllOfTheGroupAndNothingIsKept()
    {
        var gate = new Gate();
        var held = Database.Write(gate.Hold, CancellationToken.None);
        await gate.Entered;
        var neighbour = Note("neighbour");
        // Deferred: only COMMIT finds that the parent is missing.
        var dangling = Write(db => db.Execute("INSERT INTO notes (text, parent) VALUES ('dangling', 12345)"));
        var refused = Database.Write<bool>(_ => Task.FromResult<Result<bool>>(Refusal), CancellationToken.None);

        gate.Open();
        await held;

        Assert.That(async () => await neighbour, Throws.TypeOf<SqliteException>());
        Assert.That(async () => await dangling, Throws.TypeOf<SqliteException>());
        Assert.That(async () => await refused, Throws.TypeOf<SqliteException>());
        Assert.That(await Notes(), Is.Empty);
        Assert.That((await Note("next")).Error, Is.Null);
        Assert.That(await Notes(), Is.EqualTo((string[])["next"]));
    }

    [Test]
    public async Task Disk_ThatIsFull_FailsTheGroupWithTheCauseAndTheWriterGoesOn()
    {
        const int Full = 13;
        var pages = await Database.Read(db => db.QuerySingleOrDefault<int>("PRAGMA page_count"), CancellationToken.None);
        await Write(db => db.Query<int>($"PRAGMA max_page_count = {pages + 20}"));
        var gate = new Gate();
        var held = Database.Write(gate.Hold, CancellationToken.None);
        await gate.Entered;
        var before = Note("before");
        var large = Note(new string('x', 1_000_000));
        var after = Note("after");

        gate.Open();
        await held;

        foreach (var write in (Task[])[before, large, after])
            Assert.That(async () => await write, Throws.TypeOf<SqliteException>().With.Property(nameof(SqliteException.SqliteErrorCode)).EqualTo(Full));
        Assert.That(await Notes(), Is.Empty);
        await Write(db => db.Query<int>("PRAGMA max_page_count = 1000000"));
        Assert.That((await Note("next")).Error, Is.Null);
        await Reopen();
        Assert.That(await Notes(), Is.EqualTo((string[])["next"]));
    }

    [Test]
    public async Task Commit_ThatSqliteRollsBackByItself_FailsTheGroupWithTheCauseAndTheWriterGoesOn()
    {
        // What a full disk does to a COMMIT; a commit hook does it without one.
        const int Constraint = 19;
        var opened = new List<SqliteConnection>();
        await Database.DisposeAsync();
        await using (var writer = new GroupingWriter(new SqliteWriteConnection(() => Opened(opened)), new SqliteDialect(), new ChangeBroadcast()))
        {
            raw.sqlite3_commit_hook(opened[0].Handle, _ => 1, null);

            Assert.That(() => Write("lost"), Throws.TypeOf<SqliteException>().With.Property(nameof(SqliteException.SqliteErrorCode)).EqualTo(Constraint));
            raw.sqlite3_commit_hook(opened[0].Handle, null, null);
            Assert.That((await Write("kept")).Error, Is.Null);

            Assert.That(opened, Has.Count.EqualTo(1), "nothing is left of the transaction, and the connection is as good as before");

            Task<Result<int>> Write(string text) => writer.Write<int>(DatabaseWrites.Origin, async db => await Add(db, text), keep: true, CancellationToken.None);
        }

        await Reopen();
        Assert.That(await Notes(), Is.EqualTo((string[])["kept"]));
    }

    [Test]
    public async Task CommitCounter_WhileACommitIsUnderWay_IsNotStableAndIsAnotherAfterwards()
    {
        var opened = new List<SqliteConnection>();
        await Database.DisposeAsync();
        await using var writer = new GroupingWriter(new SqliteWriteConnection(() => Opened(opened)), new SqliteDialect(), new ChangeBroadcast());
        long? during = 0;
        raw.sqlite3_commit_hook(
            opened[0].Handle,
            _ =>
            {
                during = writer.Commits.Stable;
                return 0;
            },
            null);
        var before = writer.Commits.Stable ?? -1;

        var written = await writer.Write<int>(DatabaseWrites.Origin, async db => await Add(db, "one"), keep: true, CancellationToken.None);

        Assert.That(written.Error, Is.Null);
        Assert.That(during, Is.Null);
        Assert.That(writer.Commits.Stable, Is.Not.Null.And.GreaterThan(before));
    }

    private SqliteConnection Opened(List<SqliteConnection> opened)
    {
        opened.Add(SqliteConnections.Open(Path.Combine(Folder.Path, "matchmaking.db"), SqliteOpenMode.ReadWrite));
        return opened[^1];
    }
}
