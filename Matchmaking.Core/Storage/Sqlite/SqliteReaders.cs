using System.Collections.Concurrent;
using System.Diagnostics;

namespace Matchmaking.Core.Storage.Sqlite;

/// <summary>A bounded pool of read-only connections; a read sees one snapshot of the write-ahead log.</summary>
internal sealed class SqliteReaders(string connectionString, ISqlDialect dialect) : IAsyncDisposable
{
    private const int ConnectionsMax = 16;

    private readonly ConcurrentBag<PreparingConnection> _idle = [];
    private readonly SemaphoreSlim _places = new(ConnectionsMax, ConnectionsMax);

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
            var connection = _idle.TryTake(out var idle) ? idle : Open();
            try
            {
                T value;
                using (var snapshot = isSnapshot ? connection.BeginTransaction(deferred: true) : null)
                    value = await query(new Db(connection, snapshot, dialect, cancel: cancel)).ConfigureAwait(false);
                _idle.Add(connection);
                return value;
            }
            catch
            {
                await connection.DisposeAsync().ConfigureAwait(false);
                throw;
            }
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
        for (var i = 0; i < ConnectionsMax; i++)
            await _places.WaitAsync().ConfigureAwait(false);
        while (_idle.TryTake(out var connection))
            await connection.DisposeAsync().ConfigureAwait(false);
        _places.Dispose();
    }

    private PreparingConnection Open()
    {
        var connection = new PreparingConnection(connectionString);
        connection.Open();
        SqliteConnections.Run(connection, $"PRAGMA query_only=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-8000; PRAGMA busy_timeout={SqliteConnections.BusyTimeoutMilliseconds}");
        return connection;
    }
}
