using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Matchmaking.Core.Storage.Sqlite;

/// <summary>
/// The writer's connection: opened again when a failure has left it unable to go on, and what it knows of the last failure.
/// After a full disk or a failed flush SQLite goes on by itself: what was not committed is not in the log's index, the next
/// transaction writes over it, and what was committed before had been flushed already.
/// </summary>
internal sealed class WriteConnection : IDisposable
{
    private readonly Func<SqliteConnection> _open;
    private SqliteConnection? _connection;
    private volatile Exception? _failure;

    /// <param name="open">Opens the file for writing.</param>
    public WriteConnection(Func<SqliteConnection> open)
    {
        _open = open;
        _connection = open();
    }

    /// <summary>Why the database could not be written when that was tried last; null once something was committed again.</summary>
    public Exception? Failure => _failure;

    /// <exception cref="SqliteException">It is to be opened again, and cannot be.</exception>
    public SqliteConnection Get() => _connection ??= _open();

    /// <summary>Rows changed through this connection so far.</summary>
    public int TotalChanges => _connection is null ? 0 : raw.sqlite3_total_changes(_connection.Handle);

    /// <summary>Something was changed and is on the disk.</summary>
    public void Succeeded() => _failure = null;

    /// <summary>To be told once the transaction is over, whether its end worked or not.</summary>
    public void Failed(SqliteException failure)
    {
        _failure = failure;
        if (_connection is null)
            return;
        // One that found the file read-only when it opened it stays so, even when the file has been made writable since.
        var isStuck = failure.SqliteErrorCode == SqliteCodes.ReadOnly;
        var isInTransaction = raw.sqlite3_get_autocommit(_connection.Handle) == 0;
        if (isStuck || isInTransaction)
        {
            _connection.Dispose();
            _connection = null;
        }
    }

    public void Dispose() => _connection?.Dispose();
}
