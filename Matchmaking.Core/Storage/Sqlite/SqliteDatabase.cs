using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;
using Microsoft.Data.Sqlite;

namespace Matchmaking.Core.Storage.Sqlite;

/// <summary>
/// One SQLite file in write-ahead mode with <c>synchronous=FULL</c>: one writer, a pool of readers. A lock file makes sure
/// that one process at a time has it.
/// </summary>
public sealed class SqliteDatabase : IDatabase
{
    // How a file that another process holds shows itself; any other failure is told as what it is.
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;
    private const int WindowsSharingViolation = unchecked((int)0x80070020);

    private static readonly SqliteDialect _dialect = new();

    private readonly FileStream _lock;
    private readonly SqliteWriter _writer;
    private readonly SqliteReaders _readers;
    private int _disposed;

    private SqliteDatabase(FileStream fileLock, SqliteWriter writer, SqliteReaders readers)
    {
        _lock = fileLock;
        _writer = writer;
        _readers = readers;
    }

    public ISqlDialect Dialect => _dialect;

    /// <summary>Opens <c>matchmaking.db</c> in a folder, creating both where they are missing.</summary>
    /// <exception cref="DatabaseLockedException">Another process serves from this folder.</exception>
    public static SqliteDatabase Open(string folder)
    {
        _ = SqliteNative.Origin;
        Directory.CreateDirectory(folder);
        var fileLock = TakeLock(Path.Combine(folder, "matchmaking.lock"));
        try
        {
            var path = Path.Combine(folder, "matchmaking.db");
            var connection = new PreparingConnection(ConnectionString(path, SqliteOpenMode.ReadWriteCreate));
            connection.Open();
            Pragma(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY; PRAGMA busy_timeout=5000");
            return new SqliteDatabase(
                fileLock,
                new SqliteWriter(connection, _dialect),
                new SqliteReaders(ConnectionString(path, SqliteOpenMode.ReadOnly), _dialect));
        }
        catch
        {
            fileLock.Dispose();
            throw;
        }
    }

    /// <summary>Runs a query on the database of a folder without taking the folder: another process may be serving from it.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public static async Task<T> ReadBeside<T>(string folder, Func<Db, Task<T>> query, CancellationToken cancel)
    {
        _ = SqliteNative.Origin;
        var path = Path.Combine(folder, "matchmaking.db");
        if (!File.Exists(path))
            throw new FileNotFoundException($"There is no database in {folder}.");
        await using var readers = new SqliteReaders(ConnectionString(path, SqliteOpenMode.ReadOnly), _dialect);
        return await readers.Read(query, cancel).ConfigureAwait(false);
    }

    public Task<T> Read<T>(Func<Db, Task<T>> query, CancellationToken cancel) => _readers.Read(query, cancel);

    public Task<Result<T>> Write<T>(Origin origin, Func<Db, Task<Result<T>>> useCase, CancellationToken cancel) =>
        _writer.Write(origin, useCase, keep: true, cancel);

    public Task<Result<T>> Rehearse<T>(Origin origin, Func<Db, Task<Result<T>>> useCase, CancellationToken cancel) =>
        _writer.Write(origin, useCase, keep: false, cancel);

    public async Task<MigrationOutcome> Migrate(TimeProvider clock, CancellationToken cancel)
    {
        var outcome = await Write<MigrationOutcome>(
            Origin.System("migrate", clock.GetUtcNow()), async db => await Migrations.Apply(db, clock).ConfigureAwait(false), cancel).ConfigureAwait(false);
        return outcome.Value;
    }

    public async Task<DatabaseHealth> CheckHealth(CancellationToken cancel)
    {
        var expected = Migrations.Of(_dialect)[^1].Number;
        var (version, library) = await Read(
            async db => (await Migrations.CurrentVersion(db).ConfigureAwait(false), await db.QuerySingleOrDefault<string>("SELECT sqlite_version()").ConfigureAwait(false)),
            cancel).ConfigureAwait(false);
        return new DatabaseHealth(version, expected, $"SQLite {library} ({SqliteNative.Origin})");
    }

    /// <summary>Waits for reads under way and finishes waiting writes; a second call does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await _readers.DisposeAsync().ConfigureAwait(false);
        await _writer.DisposeAsync().ConfigureAwait(false);
        await _lock.DisposeAsync().ConfigureAwait(false);
    }

    internal static void Pragma(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    // The library of a distribution has foreign keys off by default, the bundled one on: always say so.
    private static string ConnectionString(string path, SqliteOpenMode mode) =>
        new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Cache = SqliteCacheMode.Private, ForeignKeys = true, Pooling = false }.ToString();

    private static FileStream TakeLock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken) when (taken.HResult is LinuxWouldBlock or MacWouldBlock or WindowsSharingViolation)
        {
            throw new DatabaseLockedException(path, taken);
        }
    }
}

public sealed class DatabaseLockedException(string path, Exception inner)
    : Exception($"Another process is using this data folder ({Path.GetDirectoryName(path)}).", inner);
