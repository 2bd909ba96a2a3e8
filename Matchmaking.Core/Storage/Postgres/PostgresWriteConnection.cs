using System.Data;
using System.Data.Common;
using System.Globalization;
using Npgsql;

namespace Matchmaking.Core.Storage.Postgres;

/// <summary>
/// The writer's connection and the transaction on it. Every instance has one; whose turn it is, an advisory lock of the database
/// says (https://www.postgresql.org/docs/15/explicit-locking.html, 13.3.5), which ends with the transaction and with the connection, so that an
/// instance that dies leaves nothing locked. Within the lock a use case sees all that was committed, and nobody changes it meanwhile.
/// </summary>
internal sealed class PostgresWriteConnection(NpgsqlDataSource source) : IWriteConnection
{
    /// <summary>"MMwrite", so that it is told from locks of others in pg_locks.</summary>
    private const long WriterLock = 0x4D4D7772697465;

    private static readonly string _begin = string.Create(
        CultureInfo.InvariantCulture, $"BEGIN; SET LOCAL lock_timeout = '{(int)PostgresLimits.LockWait.TotalMilliseconds}'; SELECT pg_advisory_xact_lock({WriterLock})");

    private NpgsqlConnection? _connection;
    private volatile Exception? _failure;

    public Exception? Failure => _failure;

    public async Task<DbConnection> Begin()
    {
        if (_connection is { } kept)
        {
            try
            {
                await Execute(_begin).ConfigureAwait(false);
                return kept;
            }
            catch (Exception failure) when (PostgresDialect.IsConnectionLost(failure))
            {
                // It was lost while nobody used it, when the server was started anew, say: nothing had begun.
                await Close().ConfigureAwait(false);
            }
        }

        _connection = await source.OpenConnectionAsync().ConfigureAwait(false);
        await Execute(_begin).ConfigureAwait(false);
        return _connection;
    }

    public Task Save() => Execute("SAVEPOINT use_case");

    public Task Release(bool keep) => Execute(keep ? "RELEASE use_case" : "ROLLBACK TO use_case; RELEASE use_case");

    public async Task Commit()
    {
        await Execute("COMMIT").ConfigureAwait(false);
        _failure = null;
    }

    public async Task Abandon()
    {
        if (_connection is null)
            return;
        if (_connection.FullState.HasFlag(ConnectionState.Open))
        {
            try
            {
                await Execute("ROLLBACK").ConfigureAwait(false);
                return;
            }
            catch (DbException)
            {
                // It ends with its connection.
            }
        }

        await Close().ConfigureAwait(false);
    }

    public async Task Failed(DbException failure)
    {
        _failure = failure;
        // One to a server that is no longer the primary stays read-only.
        if (failure is PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction })
            await Close().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync() => await Close().ConfigureAwait(false);

    private async Task Close()
    {
        if (_connection is null)
            return;
        var connection = _connection;
        _connection = null;
        // The pool would hand it out again.
        NpgsqlConnection.ClearPool(connection);
        await connection.DisposeAsync().ConfigureAwait(false);
    }

    private async Task Execute(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }
}
