using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Matchmaking.Core.Storage.Sqlite;

/// <summary>
/// The writer's connection and the transaction on it. After a full disk or a failed flush SQLite goes on by itself: what was not
/// committed is not in the index of the log, the next transaction writes over it, and what was committed before had been flushed.
/// Transactions are begun and ended in SQL: SQLite ends one itself when COMMIT meets an error of the disk, and the
/// provider's <see cref="SqliteTransaction"/> does not notice; from then on its connection takes no transaction and cannot be closed.
/// </summary>
internal sealed class WriteConnection : IDisposable
{
    private readonly Func<SqliteConnection> _open;
    private SqliteConnection? _connection;
    private int _changesBefore;
    private volatile Exception? _failure;

    /// <param name="open">Opens the file for writing: at once, and again after a connection was lost.</param>
    public WriteConnection(Func<SqliteConnection> open)
    {
        _open = open;
        _connection = open();
    }

    /// <summary>Why the database could not be written when that was tried last; null once something was committed again.</summary>
    public Exception? Failure => _failure;

    /// <summary>Begins a transaction that may write, after waiting for another process that does.</summary>
    /// <exception cref="SqliteException">It is still busy, or the file cannot be opened or written.</exception>
    public SqliteConnection Begin()
    {
        var connection = _connection ??= _open();
        Execute("BEGIN IMMEDIATE");
        _changesBefore = raw.sqlite3_total_changes(connection.Handle);
        return connection;
    }

    /// <summary>Begins a use case within the transaction.</summary>
    public void Save() => Execute("SAVEPOINT use_case");

    /// <summary>Ends the use case.</summary>
    public void Release(bool keep)
    {
        if (!keep)
            Execute("ROLLBACK TO use_case");
        Execute("RELEASE use_case");
    }

    /// <summary>When this returns, what was changed is on the disk.</summary>
    public void Commit()
    {
        Execute("COMMIT");
        if (raw.sqlite3_total_changes(_connection!.Handle) != _changesBefore)
            _failure = null;
    }

    /// <summary>Undoes what is left of a transaction that failed. One that cannot be undone ends with its connection.</summary>
    public void Abandon()
    {
        if (_connection is { } connection && IsInTransaction(connection) && raw.sqlite3_exec(connection.Handle, "ROLLBACK") != raw.SQLITE_OK)
            Close();
    }

    /// <summary>Notes that the database could not; to be told when the transaction has ended.</summary>
    public void Failed(SqliteException failure)
    {
        _failure = failure;
        // One that found the file read-only when it opened it stays so, even when the file has been made writable since.
        if (failure.SqliteErrorCode == SqliteCodes.ReadOnly)
            Close();
    }

    /// <summary>Moves the log into the database file.</summary>
    /// <exception cref="SqliteException">It cannot; the log stays, and is part of the data.</exception>
    public void Checkpoint()
    {
        _connection ??= _open();
        Execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    public void Dispose() => Close();

    private static bool IsInTransaction(SqliteConnection connection) => raw.sqlite3_get_autocommit(connection.Handle) == 0;

    private void Close()
    {
        _connection?.Dispose();
        _connection = null;
    }

    private void Execute(string sql) => SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(_connection!.Handle, sql), _connection.Handle);
}
