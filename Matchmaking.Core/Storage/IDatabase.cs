using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;

namespace Matchmaking.Core.Storage;

/// <summary>Where everything is kept. Reads run side by side; a write that was answered is on the disk.</summary>
public interface IDatabase : IAsyncDisposable
{
    ISqlDialect Dialect { get; }

    /// <summary>Which and where, for people; without a password.</summary>
    string Name { get; }

    /// <summary>Runs queries on one consistent snapshot.</summary>
    Task<T> Read<T>(Func<Db, Task<T>> query, CancellationToken cancel);

    /// <summary>Runs a query of one statement, which is its own snapshot: what is read all the time is spared the trips of a transaction.</summary>
    Task<T> ReadStatement<T>(Func<Db, Task<T>> statement, CancellationToken cancel);

    /// <summary>
    /// Runs one use case in a transaction. What it changed is kept when it answers with a value and undone when it answers
    /// with an error or throws. The task completes after the commit is durable.
    /// </summary>
    /// <param name="origin">Who writes; stores tell the audit log.</param>
    /// <param name="useCase">What is done.</param>
    /// <param name="cancel">Ends the wait; what has begun is finished.</param>
    /// <exception cref="DatabaseBusyException">Too many writes are waiting.</exception>
    Task<Result<T>> Write<T>(Origin origin, Func<Db, Task<Result<T>>> useCase, CancellationToken cancel);

    /// <summary>Runs a use case as <see cref="Write"/> does, and undoes it whatever it answers: what would happen, without its happening.</summary>
    /// <exception cref="DatabaseBusyException">Too many writes are waiting.</exception>
    Task<Result<T>> Rehearse<T>(Origin origin, Func<Db, Task<Result<T>>> useCase, CancellationToken cancel);

    /// <summary>Brings the schema up to date.</summary>
    /// <exception cref="MigrationException">The database is newer than this program can work with, an applied migration was edited, or an older program serves from it that could not go on.</exception>
    /// <returns>The number of migrations applied now; the database was new when <c>Created</c>.</returns>
    Task<MigrationOutcome> Migrate(TimeProvider clock, CancellationToken cancel);

    /// <summary>Use cases that wait for their turn to write.</summary>
    int WaitingWrites { get; }

    /// <summary>Whether other processes write to it too, and may answer the same caller's next request.</summary>
    bool IsShared { get; }

    /// <summary>Of this process, which is the only one that writes; null where the database is shared.</summary>
    CommitCounter? Commits { get; }

    /// <summary>Tells what has been committed, here and elsewhere.</summary>
    ChangeBroadcast Changes { get; }

    /// <summary>
    /// Ids are the order of lists, and of what is the latest. Where several processes write, whose clocks differ, each is brought beyond the ids of the others before it
    /// makes new ones in a write.
    /// </summary>
    void Order(IOrderedIds ids);

    /// <summary>Tells this observer of every read and write from now on, instead of the one before.</summary>
    void Observe(IStorageObserver observer);

    /// <summary>What a readiness probe wants to know. When the last write failed because of the database, this tries one.</summary>
    /// <exception cref="System.Data.Common.DbException">It cannot be read, or still cannot be written.</exception>
    Task<DatabaseHealth> CheckHealth(CancellationToken cancel);
}

public sealed record MigrationOutcome(int Applied, bool Created);

/// <param name="Schema">Which migrations were applied.</param>
/// <param name="ExpectedSchemaVersion">Number of the newest migration that this program knows.</param>
/// <param name="Engine">Name, version and origin of the database library.</param>
public sealed record DatabaseHealth(SchemaState Schema, int ExpectedSchemaVersion, string Engine)
{
    /// <summary>All that this program needs is there, and nothing that it could not work beside.</summary>
    public bool IsCurrent => Schema.Version >= ExpectedSchemaVersion && Schema.LeastProgram <= ExpectedSchemaVersion;
}

/// <param name="Version">Number of the newest applied migration; 0 for none.</param>
/// <param name="LeastProgram">Number of the newest migration that a program must know to work with it.</param>
public sealed record SchemaState(int Version, int LeastProgram);

public sealed class MigrationException(string message) : Exception(message);

public sealed class DatabaseBusyException() : Exception("Too many writes are waiting.");
