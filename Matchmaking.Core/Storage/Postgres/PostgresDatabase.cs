using System.Globalization;
using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;
using Matchmaking.Core.Storage.Instances;
using Matchmaking.Core.Storage.Moves;
using Matchmaking.Core.Storage.Search;
using Npgsql;

namespace Matchmaking.Core.Storage.Postgres;

/// <summary>
/// A PostgreSQL database that several instances of this program share. Reads see one snapshot and run side by side; writes
/// take turns over all instances (docs/adr/0017-postgresql-one-writer-at-a-time.md).
/// </summary>
public sealed class PostgresDatabase : IDatabase
{
    /// <summary>The oldest version that is supported.</summary>
    public const int VersionLeast = 15;

    /// <summary>"MMstart".</summary>
    private const long StartLock = 0x4D4D7374617274;

    private const string ListsInstances = "SELECT to_regclass('instances') IS NOT NULL";

    private const string LockStart = "SELECT pg_advisory_lock(@key)";

    private const string AboutServer = "SELECT current_setting('server_version_num')::int, current_setting('server_version'), current_setting('server_encoding')";

    private const string ServerVersion = "SELECT current_setting('server_version')";

    private static readonly PostgresDialect _dialect = new();

    private readonly PostgresWriteConnection _write;
    private readonly PostgresListener _listener;
    private readonly PostgresAddress _address;

    // Of connections that are kept for long: the writer's, the listener's.
    private readonly NpgsqlDataSource _source;
    private readonly GroupingWriter _writer;
    private readonly PostgresReaders _readers;
    private IOrderedIds? _ids;
    private bool _isMigrated;
    private int _disposed;

    private PostgresDatabase(PostgresAddress address, NpgsqlDataSource source, NpgsqlDataSource readers)
    {
        (_address, _source) = (address, source);
        _write = new PostgresWriteConnection(source);
        _writer = new GroupingWriter(_write, _dialect, Changes);
        _readers = new PostgresReaders(readers, _dialect);
        _listener = new PostgresListener(source, Changes);
    }

    public ISqlDialect Dialect => _dialect;

    public string Name => $"PostgreSQL {_address.Name}";

    public bool IsShared => true;

    public CommitCounter? Commits => null;

    public ChangeBroadcast Changes { get; } = new();

    public int WaitingWrites => _writer.Waiting;

    /// <summary>Connects when that is needed first.</summary>
    public static PostgresDatabase Open(PostgresAddress address) => new(
        address,
        Source(address, poolMost: 0, string.Create(CultureInfo.InvariantCulture, $"-c idle_in_transaction_session_timeout={(int)PostgresLimits.IdleInTransaction.TotalMilliseconds}")),
        Source(address, PostgresLimits.ReadersMost, "-c default_transaction_read_only=on"));

    public Task<T> Read<T>(Func<Db, Task<T>> query, CancellationToken cancel) => _readers.Read(query, isSnapshot: true, cancel);

    public Task<T> ReadStatement<T>(Func<Db, Task<T>> statement, CancellationToken cancel) => _readers.Read(statement, isSnapshot: false, cancel);

    public Task<Result<T>> Write<T>(Origin origin, Func<Db, Task<Result<T>>> useCase, CancellationToken cancel) =>
        _writer.Write(origin, useCase, keep: true, cancel);

    public Task<Result<T>> Rehearse<T>(Origin origin, Func<Db, Task<Result<T>>> useCase, CancellationToken cancel) =>
        _writer.Write(origin, useCase, keep: false, cancel);

    /// <exception cref="MigrationException">As <see cref="IDatabase.Migrate"/>.</exception>
    /// <exception cref="UnsupportedDatabaseException">The server is too old, the database cannot hold every text, or a move into it is not finished.</exception>
    public async Task<MigrationOutcome> Migrate(TimeProvider clock, CancellationToken cancel)
    {
        await using var starting = await EnterStart(cancel).ConfigureAwait(false);
        await using (var moving = new NpgsqlCommand(MoveJournal.Exists, starting))
        {
            if ((bool)(await moving.ExecuteScalarAsync(cancel).ConfigureAwait(false))!)
                throw new UnsupportedDatabaseException($"A move into {_address.Name} is not finished. Run move-database again: it goes on where it was.");
        }

        await CheckNobodyIsLeftBehind(cancel).ConfigureAwait(false);
        var outcome = await Migrations.Apply(this, clock, cancel).ConfigureAwait(false);
        await SearchIndexing.BringUpToDate(this, clock, cancel).ConfigureAwait(false);
        _isMigrated = true;
        Order();
        return outcome;
    }

    /// <summary>Makes the tables for a move, and keeps others from starting as long as the connection that it answers with is open.</summary>
    /// <exception cref="UnsupportedDatabaseException">As <see cref="Migrate"/>.</exception>
    internal async Task<NpgsqlConnection> EnterMove(TimeProvider clock, CancellationToken cancel)
    {
        var starting = await EnterStart(cancel).ConfigureAwait(false);
        try
        {
            await Migrations.Apply(this, clock, cancel).ConfigureAwait(false);
            return starting;
        }
        catch
        {
            await starting.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public void Order(IOrderedIds ids)
    {
        _ids = ids;
        Order();
    }

    public void Observe(IStorageObserver observer) => _writer.Observer = _readers.Observer = observer;

    public async Task<DatabaseHealth> CheckHealth(CancellationToken cancel)
    {
        if (_writer.Failure is not null)
            await ReadinessProbe.Write(this, cancel).ConfigureAwait(false);
        var (schema, server) = await Read(
            async db => (await Migrations.State(db).ConfigureAwait(false), await db.QuerySingleOrDefault<string>(ServerVersion).ConfigureAwait(false)), cancel).ConfigureAwait(false);
        return new DatabaseHealth(schema, Migrations.Of(_dialect)[^1].Number, $"PostgreSQL {server}");
    }

    /// <summary>Waits for reads under way and finishes waiting writes; a second call does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await _listener.DisposeAsync().ConfigureAwait(false);
        await _readers.DisposeAsync().ConfigureAwait(false);
        await _writer.DisposeAsync().ConfigureAwait(false);
        await _source.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Of several instances that start together one migrates and indexes; the others wait, and find it done. The lock ends with the connection.</summary>
    private async Task<NpgsqlConnection> EnterStart(CancellationToken cancel)
    {
        var connection = await _source.OpenConnectionAsync(cancel).ConfigureAwait(false);
        try
        {
            await CheckSupported(connection, cancel).ConfigureAwait(false);
            await using var taking = new NpgsqlCommand(LockStart, connection) { Parameters = { new("key", StartLock) }, CommandTimeout = 0 };
            await taking.ExecuteNonQueryAsync(cancel).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Where what is missing would take the tables away from an older program that is running, that one has to end first.</summary>
    /// <exception cref="MigrationException">It has not.</exception>
    private async Task CheckNobodyIsLeftBehind(CancellationToken cancel)
    {
        var version = await Read(
            async db => await db.QuerySingleOrDefault<bool>(ListsInstances).ConfigureAwait(false) ? (await Migrations.State(db).ConfigureAwait(false)).Version : (int?)null, cancel).ConfigureAwait(false);
        if (version is null || Migrations.After(_dialect, version.Value).FirstOrDefault(m => m.LeastProgram > version) is not { } breaking)
            return;
        if (await new LivingInstances(this, Instance.Patience).Find(cancel).ConfigureAwait(false) is { } living)
        {
            throw new MigrationException(
                $"Migration {breaking.Number} ({breaking.Name}) changes tables that instance {living.Id} (version {living.Program}) still works with. Stop the older instances, then start this one.");
        }
    }

    private void Order()
    {
        if (_isMigrated && _ids is { } ids)
            _write.Order(ids);
    }

    private static async Task CheckSupported(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(AboutServer, connection);
        await using var reader = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
        await reader.ReadAsync(cancel).ConfigureAwait(false);
        var (number, version, encoding) = (reader.GetInt32(0), reader.GetString(1), reader.GetString(2));
        if (number < VersionLeast * 10_000)
            throw new UnsupportedDatabaseException($"PostgreSQL {VersionLeast} or newer is needed; this is {version}.");
        if (encoding != "UTF8")
            throw new UnsupportedDatabaseException($"The database must be encoded in UTF8; this one is in {encoding}, which cannot hold every name.");
    }

    private static NpgsqlDataSource Source(PostgresAddress address, int poolMost, string options)
    {
        var settings = address.Settings(poolMost);
        settings.Options = string.IsNullOrEmpty(settings.Options) ? options : $"{options} {settings.Options}";
        // Which of several hosts is the primary changes when a standby is promoted.
        return settings.Host!.Contains(',', StringComparison.Ordinal)
            ? new NpgsqlDataSourceBuilder(settings.ConnectionString).BuildMultiHost().WithTargetSession(TargetSessionAttributes.Primary)
            : NpgsqlDataSource.Create(settings);
    }
}

/// <summary>A database that this program cannot store in; the message says why.</summary>
public sealed class UnsupportedDatabaseException(string message) : Exception(message);
