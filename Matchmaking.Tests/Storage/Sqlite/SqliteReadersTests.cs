using Microsoft.Data.Sqlite;
using NUnit.Framework;

namespace Matchmaking.Tests.Storage.Sqlite;

/// <summary>What reads see, and that they cannot write.</summary>
internal sealed class SqliteReadersTests : WriterFixture
{
    [Test]
    public async Task Read_WhileAWriteIsAcknowledged_KeepsItsSnapshot()
    {
        await Note("old");

        var (first, second) = await Database.Read(
            async db =>
            {
                var before = await ReadNotes(db);
                await Note("new");
                return (before, await ReadNotes(db));
            },
            CancellationToken.None);

        Assert.That(first, Is.EqualTo((string[])["old"]));
        Assert.That(second, Is.EqualTo(first));
        Assert.That(await Notes(), Is.EqualTo((string[])["old", "new"]));
    }

    [Test]
    public async Task Read_WhileAWriteIsUncommitted_DoesNotSeeIt()
    {
        var seenInside = await Database.Write<int>(
            async db =>
            {
                await Add(db, "uncommitted");
                return (await Notes()).Count;
            },
            CancellationToken.None);

        Assert.That(seenInside.Value, Is.Zero);
        Assert.That(await Notes(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Read_AfterAnAcknowledgedWrite_SeesIt()
    {
        // Sixteen readers at once leave idle connections behind that have read before; none may show an old state.
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Notes()));

        for (var n = 1; n <= 50; n++)
        {
            await Note($"{n}");
            var seen = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Notes()));
            Assert.That(seen.Select(s => s.Count), Is.All.EqualTo(n));
        }
    }

    [Test]
    public async Task Read_ThatTriesToWrite_IsRefused()
    {
        Assert.That(
            () => Database.Read(db => Add(db, "smuggled"), CancellationToken.None),
            Throws.TypeOf<SqliteException>());
        Assert.That(await Notes(), Is.Empty);
    }

    [Test]
    public async Task Read_ThatThrows_LeavesThePoolWhole()
    {
        for (var n = 0; n < 40; n++)
        {
            Assert.That(
                () => Database.Read<int>(_ => throw new InvalidOperationException("a bug"), CancellationToken.None),
                Throws.InvalidOperationException);
        }

        await Note("still here");
        Assert.That(await Notes(), Is.EqualTo((string[])["still here"]));
    }

    [Test]
    public async Task Read_MoreThanThereAreConnections_Waits()
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var entered = 0;
        var reads = Enumerable.Range(0, 40).Select(_ => Database.Read(
            async db =>
            {
                Interlocked.Increment(ref entered);
                await open.Task;
                return (await ReadNotes(db)).Count;
            },
            CancellationToken.None)).ToList();
        using var cancel = new CancellationTokenSource();
        var late = Database.Read(ReadNotes, cancel.Token);

        await cancel.CancelAsync();
        Assert.That(async () => await late, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(entered, Is.EqualTo(16));

        open.SetResult();
        Assert.That(await Task.WhenAll(reads), Is.All.Zero);
    }
}
