using System.Data.Common;
using System.Diagnostics;
using System.Threading.Channels;
using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;

namespace Matchmaking.Core.Storage;

/// <summary>
/// The only one in this process who writes. Use cases wait in a bounded queue; those that are waiting when a transaction starts
/// share it, each behind a savepoint of its own, and are answered together once it is on the disk. One flush then pays for many
/// writes, and so does one turn of the search index (docs/storage.md); the slower the flush, the more grouping is worth.
/// </summary>
internal sealed class GroupingWriter : IAsyncDisposable
{
    public const int QueueLength = 4_096;
    private const int GroupMax = 256;

    private readonly IWriteConnection _connection;
    private readonly ISqlDialect _dialect;
    private readonly ChangeBroadcast _changes;
    private readonly Channel<WriteItem> _queue = Channel.CreateBounded<WriteItem>(
        new BoundedChannelOptions(QueueLength) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly Task _loop;
    private volatile bool _stopping;
    private volatile IStorageObserver? _observer;

    /// <param name="connection">What it writes on; goes with the writer.</param>
    /// <param name="dialect">What use cases are told of the database.</param>
    /// <param name="changes">Hears what was committed.</param>
    public GroupingWriter(IWriteConnection connection, ISqlDialect dialect, ChangeBroadcast changes)
    {
        _connection = connection;
        _changes = changes;
        _dialect = dialect;
        _loop = Task.Run(Run);
    }

    /// <summary>Why the database could not be written when that was tried last; null once something was committed again.</summary>
    public Exception? Failure => _connection.Failure;

    public CommitCounter Commits { get; } = new();

    /// <summary>Use cases that are not in a transaction yet.</summary>
    public int Waiting => _queue.Reader.Count;

    public IStorageObserver? Observer
    {
        get => _observer;
        set => _observer = value;
    }

    /// <param name="origin">Who writes.</param>
    /// <param name="useCase">What is done.</param>
    /// <param name="keep">False: it is undone whatever it answers.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="DatabaseBusyException">Too many writes are waiting.</exception>
    /// <exception cref="ObjectDisposedException">The writer is stopping: it takes nothing new.</exception>
    public Task<Result<T>> Write<T>(Origin origin, Func<Db, Task<Result<T>>> useCase, bool keep, CancellationToken cancel)
    {
        var item = new WriteItem<T>(origin, useCase, keep, cancel);
        if (_queue.Writer.TryWrite(item))
            return item.Answered();
        ObjectDisposedException.ThrowIf(_stopping, this);
        _observer?.WriteEnded(WriteOutcome.Busy);
        throw new DatabaseBusyException();
    }

    /// <summary>Finishes what waits and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        _stopping = true;
        _queue.Writer.TryComplete();
        await _loop.ConfigureAwait(false);
        await _connection.DisposeAsync().ConfigureAwait(false);
    }

    private async Task Run()
    {
        var group = new List<WriteItem>(GroupMax);
        while (await _queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            await RunGroup(group).ConfigureAwait(false);
            group.Clear();
        }
    }

    private void TakeWaiting(List<WriteItem> group, int max)
    {
        while (group.Count < max && _queue.Reader.TryRead(out var item))
            group.Add(item);
    }

    private async Task RunGroup(List<WriteItem> group)
    {
        var cause = await TryCommit(group).ConfigureAwait(false);
        // Where it could not even begin, after the time that a lock of another process is waited for, all that wait are told:
        // each group in turn would wait as long again.
        if (cause is not null && group.Count == 0)
            TakeWaiting(group, QueueLength);
        // A use case can meet a fault alone: the statement that meets it is undone, the transaction is not.
        if (group.Select(i => i.Failure).Append(cause).OfType<DbException>().FirstOrDefault(f => _dialect.Fault(f) is not null) is { } fault)
            await _connection.Failed(fault).ConfigureAwait(false);
        foreach (var item in group)
        {
            // Before the answer: who has it shall find itself counted.
            _observer?.WriteEnded(cause is null ? item.Outcome : WriteOutcome.Failed);
            if (cause is null)
                item.Answer();
            else
                item.Fail(cause);
        }
    }

    /// <summary>Runs those who wait in one transaction.</summary>
    /// <returns>
    /// Null when it was committed. Else it is gone (a full disk, say), and nobody in this group may believe that it was kept.
    /// </returns>
    private async Task<Exception?> TryCommit(List<WriteItem> group)
    {
        WriteItem? running = null;
        try
        {
            var connection = await _connection.Begin().ConfigureAwait(false);
            TakeWaiting(group, GroupMax);
            var trail = new ChangeTrail();
            foreach (var item in group)
            {
                running = item;
                await _connection.Save().ConfigureAwait(false);
                var traces = await item.Run(new Db(connection, null, _dialect, new UnitOfWork(item.Origin))).ConfigureAwait(false);
                await _connection.Release(keep: traces is not null).ConfigureAwait(false);
                if (traces is not null)
                    trail.Add(traces);
            }

            running = null;
            await trail.Write(new Db(connection, null, _dialect)).ConfigureAwait(false);
            var changes = trail.Changes;
            await _connection.Announce(changes).ConfigureAwait(false);
            var commit = Stopwatch.GetTimestamp();
            Commits.Begin();
            try
            {
                await _connection.Commit().ConfigureAwait(false);
            }
            finally
            {
                Commits.End();
            }

            _observer?.GroupCommitted(group.Count, Stopwatch.GetElapsedTime(commit));
            _changes.Tell(changes);
            return null;
        }
        catch (Exception failure)
        {
            // Where the database gave the transaction up inside a use case, that use case knows why; the savepoint that went with it
            // would only say that it is missing.
            var cause = await _connection.Abandon(running?.Failure ?? failure).ConfigureAwait(false);
            running?.Failure = cause;
            return cause;
        }
    }

    private abstract class WriteItem(Origin origin)
    {
        public Origin Origin { get; } = origin;

        /// <summary>What the use case threw.</summary>
        public Exception? Failure { get; set; }

        /// <summary>How it ended, once its transaction is on the disk.</summary>
        public abstract WriteOutcome Outcome { get; }

        /// <returns>The traces of what is to be kept; null: nothing is.</returns>
        public abstract Task<Traces?> Run(Db db);

        public abstract void Answer();

        public abstract void Fail(Exception failure);
    }

    private sealed class WriteItem<T>(Origin origin, Func<Db, Task<Result<T>>> useCase, bool keep, CancellationToken cancel) : WriteItem(origin)
    {
        private readonly TaskCompletionSource<Result<T>> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Result<T> _result;
        private int _taken;

        /// <summary>
        /// The answer. Who leaves while the use case waits is told at once, and it never runs; one that runs is no longer
        /// stopped, since only its end says whether it was kept.
        /// </summary>
        public async Task<Result<T>> Answered()
        {
            using var leaving = cancel.Register(() =>
            {
                if (TryTake())
                    _completion.TrySetCanceled(cancel);
            });
            return await _completion.Task.ConfigureAwait(false);
        }

        public override WriteOutcome Outcome =>
            Failure is OperationCanceledException ? WriteOutcome.Cancelled
            : Failure is not null ? WriteOutcome.Failed
            : _result.Error is not null ? WriteOutcome.Refused
            : keep ? WriteOutcome.Kept
            : WriteOutcome.Rehearsed;

        public override async Task<Traces?> Run(Db db)
        {
            try
            {
                if (!TryTake())
                    throw new OperationCanceledException(cancel);
                _result = await useCase(db).ConfigureAwait(false);
                return keep && _result.Error is null ? await db.Work.Complete(db).ConfigureAwait(false) : null;
            }
            catch (Exception failure)
            {
                // A bug or a broken constraint in one use case must not take its neighbours down: it goes to its own caller.
                Failure = failure;
                return null;
            }
        }

        public override void Answer()
        {
            if (Failure is OperationCanceledException)
                _completion.TrySetCanceled(cancel);
            else if (Failure is not null)
                _completion.TrySetException(Failure);
            else
                _completion.TrySetResult(_result);
        }

        public override void Fail(Exception failure) => _completion.TrySetException(Failure ?? failure);

        /// <summary>True for one of the two who may want it: the writer that runs it, the caller who leaves.</summary>
        private bool TryTake() => Interlocked.Exchange(ref _taken, 1) == 0;
    }
}
