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

    /// <summary>The database could not. To be told when the transaction has been ended.</summary>
    public void Failed(SqliteException failure)
    {
        _failure = failure;
        // One that found the file read-only when it opened it stays so, even when the file has been made writable since.
        if (failure.SqliteErrorCode == SqliteCodes.ReadOnly)
            Close();
        else
            Check();
    }

    /// <summary>Makes sure that nothing is left open of a transaction that failed.</summary>
    public void Check()
    {
        if (_connection is not null && raw.sqlite3_get_autocommit(_connection.Handle) == 0)
            Close();
    }

    /// <summary>Ends a transaction: undoes it unless it was committed.</summary>
    public static void End(SqliteTransaction? transaction)
    {
        try
        {
            transaction?.Dispose();
        }
        catch (SqliteException)
        {
            // SQLite has undone it already, as it does when COMMIT meets an error of the disk, and finds nothing more to undo.
            // Were it still open, Check would see it. This must not hide why it failed.
        }
    }

    public void Dispose() => Close();

    private void Close()
    {
        _connection?.Dispose();
        _connection = null;
    }
}
