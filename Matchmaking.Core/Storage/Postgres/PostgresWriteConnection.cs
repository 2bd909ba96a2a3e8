using System.Data;
using System.Data.Common;
using System.Globalization;
using Matchmaking.Core.Common;
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

    private const string Mark =
        $"""
        INSERT INTO change_counters (name, value) VALUES ('{ChangeCounters.Ids}', @last)
        ON CONFLICT (name) DO UPDATE SET value = GREATEST(change_counters.value, @last)
        """;

    private const string Notify = $"SELECT pg_notify('{PostgresNotice.Channel}', @changes)";

    private static readonly string _enter = string.Create(
        CultureInfo.InvariantCulture, $"BEGIN; SET LOCAL lock_timeout = '{(int)PostgresLimits.LockWait.TotalMilliseconds}'; SELECT pg_advisory_xact_lock({WriterLock})");

    private static readonly string _enterAndLook = $"{_enter}; SELECT value FROM change_counters WHERE name = '{ChangeCounters.Ids}'";

    private NpgsqlConnection? _connection;
    private volatile IOrderedIds? _ids;
    private long _passed;
    private string? _warning;
    private volatile Exception? _failure;

    public Exception? Failure => _failure;

    /// <summary>From the next transaction on, which finds the tables made.</summary>
    public void Order(IOrderedIds ids) => _ids = ids;

    public async Task<DbConnection> Begin()
    {
        if (_connection is { } kept)
        {
            try
            {
                return await Enter(kept).ConfigureAwait(false);
            }
            catch (Exception failure) when (PostgresDialect.IsConnectionLost(PostgresDialect.CauseOf(failure, kept)))
            {
                // It was lost while nobody used it, when the server was started anew, say: nothing had begun.
                await Close().ConfigureAwait(false);
            }
        }

        _connection = await source.OpenConnectionAsync().ConfigureAwait(false);
        _connection.Notice += (_, told) => _warning = told.Notice.InvariantSeverity == "WARNING" ? told.Notice.MessageText : _warning;
        return await Enter(_connection).ConfigureAwait(false);
    }

    public Task Save() => Execute("SAVEPOINT use_case");

    public Task Release(bool keep) => Execute(keep ? "RELEASE use_case" : "ROLLBACK TO use_case; RELEASE use_case");

    public async Task Announce(ChangeSet changes)
    {
        if (_ids is { } ids && ids.Last is var last && last > _passed)
            await Execute(Mark, new NpgsqlParameter<long>("last", last)).ConfigureAwait(false);
        if (!changes.IsEmpty)
            await Execute(Notify, new NpgsqlParameter<string>("changes", PostgresNotice.Of(changes))).ConfigureAwait(false);
    }

    /// <exception cref="NpgsqlException">
    /// Also when the server only warns: that it stopped waiting for the standbys, say, so that what is on its own disk may not be on theirs
    /// (https://www.postgresql.org/docs/15/warm-standby.html, 27.2.8).
    /// </exception>
    public async Task Commit()
    {
        _warning = null;
        await Execute("COMMIT").ConfigureAwait(false);
        if (_warning is { } warning)
            throw new NpgsqlException($"The server warned when it committed: {warning}");
        _failure = null;
    }

    public async Task<Exception> Abandon(Exception cause)
    {
        if (_connection is not { } connection)
            return cause;
        cause = PostgresDialect.CauseOf(cause, connection);
        if (connection.FullState.HasFlag(ConnectionState.Open))
        {
            try
            {
                await Execute("ROLLBACK").ConfigureAwait(false);
                return cause;
            }
            catch (Exception lost) when (PostgresDialect.CauseOf(lost, connection) is DbException)
            {
                // It ends with its connection.
            }
        }

        await Close().ConfigureAwait(false);
        return cause;
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
        await connection.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Waits for the turn, and brings ids beyond those of the others.</summary>
    private async Task<DbConnection> Enter(NpgsqlConnection connection)
    {
        var ids = _ids;
        await using var command = new NpgsqlCommand(ids is null ? _enter : _enterAndLook, connection);
        await using var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        // The lock answers with an empty value.
        await reader.ReadAsync().ConfigureAwait(false);
        if (ids is not null && await reader.NextResultAsync().ConfigureAwait(false) && await reader.ReadAsync().ConfigureAwait(false))
        {
            _passed = reader.GetInt64(0);
            ids.Pass(_passed);
        }

        return connection;
    }

    private async Task Execute(string sql, NpgsqlParameter? argument = null)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        if (argument is not null)
            command.Parameters.Add(argument);
        await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }
}
