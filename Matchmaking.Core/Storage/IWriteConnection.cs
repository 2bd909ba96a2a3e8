using System.Data.Common;

namespace Matchmaking.Core.Storage;

/// <summary>The connection of a <see cref="GroupingWriter"/> and the transaction on it; used by one caller at a time.</summary>
internal interface IWriteConnection : IAsyncDisposable
{
    /// <summary>Why the database could not be written when that was tried last; null once something was committed again.</summary>
    Exception? Failure { get; }

    /// <summary>Begins a transaction that may write, and that nobody else writes beside, after waiting for who does.</summary>
    /// <exception cref="DbException">Somebody still writes, or the database cannot be reached or written.</exception>
    Task<DbConnection> Begin();

    /// <summary>Begins a use case within the transaction.</summary>
    Task Save();

    /// <summary>Ends the use case.</summary>
    Task Release(bool keep);

    /// <summary>Hands other processes what the transaction changes, to be told to them when it is committed.</summary>
    Task Announce(ChangeSet changes);

    /// <summary>When this has ended, what was changed is on the disk.</summary>
    /// <exception cref="DbException">It may not be.</exception>
    Task Commit();

    /// <summary>Undoes what is left of a transaction that failed. One that cannot be undone ends with its connection.</summary>
    /// <returns>Why it failed: the cause, or that the connection was lost where the cause only shows it.</returns>
    Task<Exception> Abandon(Exception cause);

    /// <summary>Notes that the database could not; to be told when the transaction has ended.</summary>
    Task Failed(DbException failure);
}
