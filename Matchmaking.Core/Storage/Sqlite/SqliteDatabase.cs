using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;
using Matchmaking.Core.Storage.Search;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Matchmaking.Core.Storage.Sqlite;

/// <summary>
/// One SQLite file in write-ahead mode with <c>synchronous=FULL</c>: one writer, a pool of readers. A lock file makes sure
/// that one process at a time has it.
/// </summary>
public sealed class SqliteDatabase : IDatabase
{
    /// <summary>Bytes without which a disk that was full still is: some dozen ordinary writes.</summary>
    private const long RoomMin = 1 << 20;

    private static readonly SqliteDialect _dialect = new();

    private readonly DataFolder _files;
    private readonly FileStream _lock;
    private readonly GroupingWriter _writer;
    private readonly SqliteReaders _readers;
    private int _disposed;

    private SqliteDatabase(DataFolder files, FileStream fileLock, ChangeBroadcast changes, GroupingWriter writer, SqliteReaders readers)
    {
        _files = files;
        _lock = fileLock;
        Changes = changes;
        _writer = writer;
        _readers = readers;
    }

    public ISqlDialect Dialect => _dialect;

    public bool IsShared => false;

    public CommitCounter Commits => _writer.Commits;

    public ChangeBroadcast Changes { get; }

    public string Name => _files.Path;

    public int WaitingWrites => _writer.Waiting;

    /// <summary>Whether there is one in a folder.</summary>
    public static bool IsIn(string folder) => new DataFolder(folder).HasDatabase;

    /// <summary>Opens <c>matchmaking.db</c> in a folder, creating both where they are missing.</summary>
    /// <exception cref="DatabaseLockedException">Another process serves from this folder.</exception>
    public static SqliteDatabase Open(string folder)
    {
        var files = new DataFolder(folder);
        var fileLock = files.Lock();
        try
        {
            files.DeleteRestoring();
            if (!File.Exists(files.Database))
                File.Create(files.Database).Dispose();
            var changes = new ChangeBroadcast();
            return new SqliteDatabase(
                files,
                fileLock,
                changes,
                new GroupingWriter(new SqliteWriteConnection(() => OpenToWrite(files.Database)), _dialect, changes),
                new SqliteReaders(SqliteConnections.Text(files.Database, SqliteOpenMode.ReadOnly), _dialect));
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
        var path = new DataFolder(folder).Database;
        if (!File.Exists(path))
            throw new FileNotFoundException($"There is no database in {folder}.");
        await using var readers = new SqliteReaders(SqliteConnections.Text(path, SqliteOpenMode.ReadOnly), _dialect);
        return await readers.Read(query, isSnapshot: true, cancel).ConfigureAwait(false);
    }

    public Task<T> Read<T>(Func<Db, Task<T>> query, CancellationToken cancel) => _readers.Read(query, isSnapshot: true, cancel);

    public Task<T> ReadStatement<T>(Func<Db, Task<T>> statement, CancellationToken cancel) => _readers.Read(statement, isSnapshot: false, cancel);

    public Task<Result<T>> Write<T>(Origin origin, Func<Db, Task<Result<T>>> useCase, CancellationToken cancel) =>
        _writer.Write(origin, useCase, keep: true, cancel);

    public Task<Result<T>> Rehearse<T>(Origin origin, Func<Db, Task<Result<T>>> useCase, CancellationToken cancel) =>
        _writer.Write(origin, useCase, keep: false, cancel);

    public async Task<MigrationOutcome> Migrate(TimeProvider clock, CancellationToken cancel)
    {
        var migrated = await Migrations.Apply(this, clock, cancel).ConfigureAwait(false);
        await SearchIndexing.BringUpToDate(this, clock, cancel).ConfigureAwait(false);
        return migrated;
    }

    /// <summary>One process at a time has the file, and its ids grow.</summary>
    public void Order(IOrderedIds ids)
    {
    }

    public void Observe(IStorageObserver observer) => _writer.Observer = _readers.Observer = observer;

    public async Task<DatabaseHealth> CheckHealth(CancellationToken cancel)
    {
        if (_writer.Failure is { } failure)
        {
            // Where an ordinary write finds no room, that of a probe may: what is left of the log, or the rest of a page.
            if (failure is SqliteException { SqliteErrorCode: SqliteCodes.Full } && _files.FreeSpace < RoomMin)
                throw new SqliteException($"There is too little space for {_files.Database}.", SqliteCodes.Full);
            await ReadinessProbe.Write(this, cancel).ConfigureAwait(false);
        }

        var expected = Migrations.Of(_dialect)[^1].Number;
        var (schema, library) = await Read(
            async db => (await Migrations.State(db).ConfigureAwait(false), await db.QuerySingleOrDefault<string>("SELECT sqlite_version()").ConfigureAwait(false)),
            cancel).ConfigureAwait(false);
        return new DatabaseHealth(schema, expected, $"SQLite {library} ({SqliteNative.Origin})");
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

    /// <summary>
    /// Never creates: a file that is gone while the program runs is a failure, and no reason to go on with an empty one.
    /// </summary>
    /// <exception cref="SqliteException">It cannot be opened, or can only be read.</exception>
    private static PreparingConnection OpenToWrite(string path)
    {
        var connection = SqliteConnections.Open(path, SqliteOpenMode.ReadWrite);
        try
        {
            // SQLite opens a file that it may not write for reading, without a word.
            if (raw.sqlite3_db_readonly(connection.Handle, "main") != 0)
                throw new SqliteException($"{path} can only be read.", SqliteCodes.ReadOnly);
            // Tokens of the search index lie all over it: with the default cache of 2 MB a large import would write most pages twice.
            SqliteConnections.Run(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}

public sealed class DatabaseLockedException(string path, Exception inner)
    : Exception($"Another process is using this data folder ({Path.GetDirectoryName(path)}).", inner);
