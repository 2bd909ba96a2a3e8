using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Postgres;
using Matchmaking.Core.Storage.Sqlite;
using Matchmaking.Tests.Support.Postgres;

namespace Matchmaking.Tests.Storage.Support;

/// <summary>A new, migrated, empty database of some kind, for one test.</summary>
internal interface ITestDatabase : IAsyncDisposable
{
    IDatabase Database { get; }
}

/// <summary>
/// The kinds of database that the behaviour of stores is tested on. A kind added to <see cref="All"/> runs every
/// <see cref="StoreFixture"/>.
/// </summary>
internal sealed record DatabaseEngine(string Name, Func<Task<ITestDatabase>> CreateNew)
{
    public static IEnumerable<DatabaseEngine> All => [new("SQLite", SqliteTestDatabase.CreateNew), new("PostgreSQL", PostgresTestDatabase.CreateNew)];

    public override string ToString() => Name;

    private sealed class SqliteTestDatabase(TemporaryFolder folder, SqliteDatabase database) : ITestDatabase
    {
        public IDatabase Database => database;

        public static async Task<ITestDatabase> CreateNew()
        {
            var folder = new TemporaryFolder();
            var database = SqliteDatabase.Open(folder.Path);
            await database.Migrate(TimeProvider.System, CancellationToken.None);
            return new SqliteTestDatabase(folder, database);
        }

        public async ValueTask DisposeAsync()
        {
            await database.DisposeAsync();
            folder.Dispose();
        }
    }

    private sealed class PostgresTestDatabase(string name, PostgresDatabase database) : ITestDatabase
    {
        public IDatabase Database => database;

        public static async Task<ITestDatabase> CreateNew()
        {
            var name = await SharedPostgres.NewDatabase();
            return new PostgresTestDatabase(name, PostgresDatabase.Open(PostgresAddress.Parse((await SharedPostgres.Cluster()).Address(name))));
        }

        public async ValueTask DisposeAsync()
        {
            await database.DisposeAsync();
            await (await SharedPostgres.Cluster()).DropDatabase(name);
        }
    }
}
