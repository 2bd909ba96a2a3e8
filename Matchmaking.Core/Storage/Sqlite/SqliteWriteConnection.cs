using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Matchmaking.Core.Storage.Sqlite;

/// <summary>
/// The writer's connection and the transaction on it. After a full disk or a failed flush SQLite goes on by itself: what was not
/// committed is not in the index of the log, the next transaction writes over it, and what was committed before had been flushed.
/// Transactions are begun and ended in SQL: SQLite ends one itself when COMMIT meets an error of the disk, and the
/// provider's <see cref="SqliteTransaction"/> does not notice; from then on its connection takes no transaction and cannot be closed.
/// </summary>
internal sealed class SqliteWriteConnection : IWriteConnection
{
    private static readonly SqliteDialect _dialect = new();

    private readonly Func<SqliteConnection> _open;
    private SqliteConnection? _connection;
    private int _changesBefore;
    private volatile Exception? _failure;

    /// <param name="open">Opens the file for writing: at once, and again after a connection was lost.</param>
    public SqliteWriteConnection(Func<SqliteConnection> open)
    {
        _open = open;
        _connection = open();
    }

    public Exception? Failure => _failure;

    public Task<DbConnection> Begin()
    {
        var connection = _connection ??= _open();
        Execute("BEGIN IMMEDIATE");
        _changesBefore = raw.sqlite3_total_changes(connection.Handle);
        return Task.FromResult<DbConnection>(connection);
    }

    public Task Save() => Done("SAVEPOINT use_case");

    public Task Release(bool keep)
    {
        if (!keep)
            Execute("ROLLBACK TO use_case");
        return Done("RELEASE use_case");
    }

    /// <summary>One process at a time has the file.</summary>
    public Task Announce(ChangeSet changes) => Task.CompletedTask;

    public Task Commit()
    {
        Execute("COMMIT");
        if (raw.sqlite3_total_changes(_connection!.Handle) != _changesBefore)
            _failure = null;
        return Task.CompletedTask;
    }

    public Task<Exception> Abandon(Exception cause)
    {
        if (_connection is { } connection && IsInTransaction(connection) && raw.sqlite3_exec(connection.Handle, "ROLLBACK") != raw.SQLITE_OK)
            Close();
        return Task.FromResult(cause);
    }

    public Task Failed(DbException failure)
    {
        _failure = failure;
        // One that found the file read-only when it opened it stays so, even when the file has been made writable since.
        if (failure is SqliteException { SqliteErrorCode: SqliteCodes.ReadOnly })
            Close();
        return Task.CompletedTask;
    }

    /// <summary>Moves the log into the database file and closes.</summary>
    public ValueTask DisposeAsync()
    {
        try
        {
            _connection ??= _open();
            Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        catch (SqliteException failure) when (_dialect.Fault(failure) is not null)
        {
            // A full disk, say. Nothing is lost: the log is part of the data, and the next start reads it.
        }
        finally
        {
            Close();
        }

        return ValueTask.CompletedTask;
    }

    private static bool IsInTransaction(SqliteConnection connection) => raw.sqlite3_get_autocommit(connection.Handle) == 0;

    private void Close()
    {
        _connection?.Dispose();
        _connection = null;
    }

    private Task Done(string sql)
    {
        Execute(sql);
        return Task.CompletedTask;
    }

    private void Execute(string sql) => SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(_connection!.Handle, sql), _connection.Handle);
}
