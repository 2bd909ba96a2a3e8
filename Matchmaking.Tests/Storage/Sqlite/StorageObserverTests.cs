using System.Collections.Concurrent;
using Matchmaking.Core.Storage;
using Matchmaking.Tests.Storage.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Storage.Sqlite;

/// <summary>What an observer hears of reads and writes.</summary>
internal sealed class StorageObserverTests : WriterFixture
{
    private readonly Recorder _recorder = new();

    [SetUp]
    public void Observe()
    {
        _recorder.Clear();
        Database.Observe(_recorder);
    }

    [Test]
    public async Task Write_EachEnd_IsHeardBeforeItsAnswer()
    {
        await Note("kept");
        Assert.That(_recorder.Outcomes, Is.EqualTo((WriteOutcome[])[WriteOutcome.Kept]));

        await Database.Rehearse<int>(DatabaseWrites.Origin, async db => await Add(db, "rehearsed"), CancellationToken.None);
        await Database.Write<bool>(_ => Task.FromResult<Matchmaking.Core.Common.Result<bool>>(Refusal), CancellationToken.None);
        Assert.That(() => Note("failed", () => throw new InvalidOperationException()), Throws.InvalidOperationException);
        Assert.That(() => Note("cancelled", cancel: new CancellationToken(canceled: true)), Throws.InstanceOf<OperationCanceledException>());
        // Who leaves does not wait until its turn comes; the writer has passed it when the next one is answered.
        await Note("next");

        Assert.That(_recorder.Outcomes, Is.EqualTo((WriteOutcome[])[WriteOutcome.Kept, WriteOutcome.Rehearsed, WriteOutcome.Refused, WriteOutcome.Failed, WriteOutcome.Cancelled, WriteOutcome.Kept]));
    }

    [Test]
    public async Task Write_CommitFails_AllOfTheGroupFailed()
    {
        // A reference that is checked at the commit only.
        Assert.That(
            () => Write(db => db.Execute("INSERT INTO notes (text, parent) VALUES ('orphan', 99)")),
            Throws.Exception);
        await Note("kept");

        Assert.That(_recorder.Outcomes, Is.EqualTo((WriteOutcome[])[WriteOutcome.Failed, WriteOutcome.Kept]));
        Assert.That(_recorder.Commits, Is.EqualTo((int[])[1]), "the failed one is no commit");
    }

    [Test]
    public async Task Write_WaitingTogether_AreCountedAndCommittedAsOneGroup()
    {
        var gate = new Gate();
        var first = Database.Write(gate.Hold, CancellationToken.None);
        await gate.Entered;
        var waiting = Enumerable.Range(0, 3).Select(n => Note($"waiting {n}")).ToList();

        Assert.That(Database.WaitingWrites, Is.EqualTo(3));
        gate.Open();
        await first;
        await Task.WhenAll(waiting);

        Assert.That(Database.WaitingWrites, Is.Zero);
        Assert.That(_recorder.Commits, Is.EqualTo((int[])[1, 3]));
    }

    [Test]
    public async Task Write_QueueFull_IsBusy()
    {
        var gate = new Gate();
        var first = Database.Write(gate.Hold, CancellationToken.None);
        await gate.Entered;
        var waiting = Enumerable.Range(0, GroupingWriter.QueueLength).Select(n => Note($"waiting {n}")).ToList();

        Assert.That(() => Note("one too many"), Throws.TypeOf<DatabaseBusyException>());

        Assert.That(_recorder.Outcomes, Is.EqualTo((WriteOutcome[])[WriteOutcome.Busy]));
        gate.Open();
        await first;
        await Task.WhenAll(waiting);
    }

    [Test]
    public async Task Read_KeptOrThrown_IsHeard()
    {
        await Notes();
        Assert.That(() => Database.Read<int>(_ => throw new InvalidOperationException(), CancellationToken.None), Throws.InvalidOperationException);

        Assert.That(_recorder.Reads, Is.EqualTo(2));
    }

    private sealed class Recorder : IStorageObserver
    {
        private int _reads;

        public ConcurrentQueue<WriteOutcome> Outcomes { get; } = new();

        public ConcurrentQueue<int> Commits { get; } = new();

        public int Reads => _reads;

        public void Clear()
        {
            Outcomes.Clear();
            Commits.Clear();
            _reads = 0;
        }

        public void ReadEnded(TimeSpan duration) => Interlocked.Increment(ref _reads);

        public void WriteEnded(WriteOutcome outcome) => Outcomes.Enqueue(outcome);

        public void GroupCommitted(int writes, TimeSpan commit) => Commits.Enqueue(writes);
    }
}
