using System.Data.Common;

namespace Matchmaking.Core.Storage;

/// <summary>Why a database cannot do what it is asked, though nothing is wrong with what it is asked.</summary>
public enum DatabaseFault
{
    /// <summary>Another process holds it, or too many writes wait. It passes.</summary>
    Busy,

    /// <summary>The server of the database does not answer: it is starting or stopping, or the way to it is cut. It passes.</summary>
    Unreachable,

    /// <summary>There is no space left. Reading goes on; writing goes on when there is space again.</summary>
    StorageFull,

    /// <summary>The file or its folder can only be read.</summary>
    StorageReadOnly,

    /// <summary>The file cannot be opened, read, written or flushed: the disk reports an error.</summary>
    StorageFailed,

    /// <summary>The file is damaged: what it holds cannot be trusted, and only a backup helps.</summary>
    StorageCorrupt,
}

public static class DatabaseFaults
{
    /// <returns>Null when the failure is something else: a bug, or a broken constraint.</returns>
    public static DatabaseFault? FaultOf(this ISqlDialect dialect, Exception failure) => failure switch
    {
        DatabaseBusyException => DatabaseFault.Busy,
        DbException refused => dialect.Fault(refused),
        _ => null,
    };
}
