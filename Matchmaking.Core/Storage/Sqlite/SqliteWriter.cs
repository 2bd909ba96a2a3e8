using System.Diagnostics;
using System.Threading.Channels;
using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Matchmaking.Core.Storage.Sqlite;

/// <summary>
/// The only connection that writes. Use cases wait in a bounded queue; those that are waiting when a transaction starts
/// share it, each behind a savepoint of its own, and are answered together once it is on the disk. With
/// <c>synchronous=FULL</c> one flush then pays for many writes: 3 thousand a second one by one and 27 thousand from 256
/// callers where a flush takes 0.3 ms (docs/storage.md); the slower the flush, the more grouping is worth.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    public const int QueueLength = 4_096;
    private const int GroupMax = 256;
    private const string Savepoint = "use_case";

    private readonly Func<SqliteConnection> _open;
    private readonly ISqlDialect _dialect;
    private readonly Channel<WriteItem> _queue = Channel.CreateBounded<WriteItem>(
        new BoundedChannelOptions(QueueLength) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly Task _loop;
    private SqliteConnection? _connection;
    private volatile bool _stopping;
    private volatile IStorageObserver? _observer;

    /// <param name="open">Opens a connection that writes; at once, and again after one was lost.</param>
    /// <param name="dialect">What use cases are told of the database.</param>
    public SqliteWriter(Func<SqliteConnection> open, ISqlDialect dialect)
    {
        _open = open;
        _dialect = dialect;
        _connection = open();
        _loop = Task.Run(Run);
    }

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

    /// <summary>Finishes what waits, moves the log into the database file and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        _stopping = true;
        _queue.Writer.TryComplete();
        await _loop.ConfigureAwait(false);
        // Without a connection the last write failed: what was answered is in the log, and the next start reads it.
        if (_connection is null)
            return;
        SqliteConnections.Run(_connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        await _connection.DisposeAsync().ConfigureAwait(false);
    }

    private async Task Run()
    {
        var group = new List<WriteItem>(GroupMax);
        while (await _queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (group.Count < GroupMax && _queue.Reader.TryRead(out var item))
                group.Add(item);
            await RunGroup(group).ConfigureAwait(false);
            group.Clear();
        }
    }

    private async Task RunGroup(List<WriteItem> group)
    {
        WriteItem? running = null;
        try
        {
            var connection = _connection ??= _open();
            // Not disposed of where it fails: its own attempt to roll back would hide why. The connection goes with it.
            var transaction = connection.BeginTransaction(deferred: false);
            foreach (var item in group)
            {
                running = item;
                transaction.Save(Savepoint);
                if (!await item.Run(new Db(connection, transaction, _dialect, item.Origin)).ConfigureAwait(false))
                    transaction.Rollback(Savepoint);
                transaction.Release(Savepoint);
            }

            running = null;
            var commit = Stopwatch.GetTimestamp();
            transaction.Commit();
            transaction.Dispose();
            _observer?.GroupCommitted(group.Count, Stopwatch.GetElapsedTime(commit));
        }
        catch (Exception failure)
        {
            // The transaction is gone (a full disk, say): nobody in this group may believe that it was kept. Where SQLite gave it
            // up inside a use case, that use case knows why; the savepoint that went with it would only say that it is missing.
            var cause = running?.Failure ?? failure;
            Abandon();
            foreach (var item in group)
            {
                _observer?.WriteEnded(WriteOutcome.Failed);
                item.Fail(cause);
            }

            return;
        }

        foreach (var item in group)
        {
            // Before the answer: who has it shall find itself counted.
            _observer?.WriteEnded(item.Outcome);
            item.Answer();
        }
    }

    /// <summary>Lets go of a connection whose transaction failed; the next group has a new one.</summary>
    private void Abandon()
    {
        if (_connection is not { } broken)
            return;
        _connection = null;
        try
        {
            // Where SQLite rolled back by itself in the midst of COMMIT (a full disk again), the connection still believes in its
            // transaction and cannot be closed without rolling back. So it gets one.
            if (raw.sqlite3_get_autocommit(broken.Handle) != 0)
                raw.sqlite3_exec(broken.Handle, "BEGIN");
            broken.Dispose();
        }
        catch (SqliteException)
        {
            // Rolling back failed too. All of the group is told why its writes failed; this would add nothing.
        }
    }

    private abstract class WriteItem(Origin origin)
    {
        public Origin Origin { get; } = origin;

        /// <summary>What the use case threw.</summary>
        public Exception? Failure { get; protected set; }

        /// <summary>How it ended, once its transaction is on the disk.</summary>
        public abstract WriteOutcome Outcome { get; }

        /// <returns>True when the changes are to be kept.</returns>
        public abstract Task<bool> Run(Db db);

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

        public override async Task<bool> Run(Db db)
        {
            try
            {
                if (!TryTake())
                    throw new OperationCanceledException(cancel);
                _result = await useCase(db).ConfigureAwait(false);
                return keep && _result.Error is null;
            }
            catch (Exception failure)
            {
                // A bug or a broken constraint in one use case must not take its neighbours down: it goes to its own caller.
                Failure = failure;
                return false;
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
