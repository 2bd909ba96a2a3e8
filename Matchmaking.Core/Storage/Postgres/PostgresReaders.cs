using System.Data;
using System.Diagnostics;
using Npgsql;

namespace Matchmaking.Core.Storage.Postgres;

/// <summary>Reads side by side on at most so many connections.</summary>
/// <param name="source">Connections whose transactions are read-only.</param>
/// <param name="dialect">What queries are told of the database.</param>
internal sealed class PostgresReaders(NpgsqlDataSource source, ISqlDialect dialect) : IAsyncDisposable
{
    private readonly SemaphoreSlim _places = new(PostgresLimits.ReadersMost, PostgresLimits.ReadersMost);

    private volatile IStorageObserver? _observer;

    public IStorageObserver? Observer
    {
        get => _observer;
        set => _observer = value;
    }

    /// <param name="query">What is read.</param>
    /// <param name="isSnapshot">Whether all its statements see one snapshot; else each sees its own.</param>
    /// <param name="cancel">Ends the read.</param>
    public async Task<T> Read<T>(Func<Db, Task<T>> query, bool isSnapshot, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        await _places.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            return await Once(query, isSnapshot, cancel).ConfigureAwait(false);
        }
        catch (Exception lost) when (PostgresDialect.IsConnectionLost(lost) && !cancel.IsCancellationRequested)
        {
            // A connection that waited in the pool while the server was started anew; the pool has let go of the others with it. A read has no effects.
            return await Once(query, isSnapshot, cancel).ConfigureAwait(false);
        }
        finally
        {
            _places.Release();
            _observer?.ReadEnded(Stopwatch.GetElapsedTime(started));
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Every place taken means that no read is under way.
        for (var i = 0; i < PostgresLimits.ReadersMost; i++)
            await _places.WaitAsync().ConfigureAwait(false);
        _places.Dispose();
        await source.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<T> Once<T>(Func<Db, Task<T>> query, bool isSnapshot, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel).ConfigureAwait(false);
        try
        {
            if (!isSnapshot)
                return await query(new Db(connection, null, dialect, cancel: cancel)).ConfigureAwait(false);
            await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel).ConfigureAwait(false);
            var value = await query(new Db(connection, snapshot, dialect, cancel: cancel)).ConfigureAwait(false);
            // What was read was read: there is nothing that the end of the transaction could still refuse.
            await snapshot.CommitAsync(CancellationToken.None).ConfigureAwait(false);
            return value;
        }
        catch (InvalidOperationException broken) when (PostgresDialect.CauseOf(broken, connection) is NpgsqlException cause)
        {
            throw cause;
        }
    }
}
