using Matchmaking.Core.Search;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.FinancingRequests;
using Matchmaking.Core.Storage.Funds;
using Matchmaking.Core.Storage.Search;
using Matchmaking.Core.Storage.Sqlite;
using Matchmaking.Core.Storage.Startups;
using Matchmaking.Tests.Storage.Support;
using Microsoft.Data.Sqlite;
using NUnit.Framework;

namespace Matchmaking.Tests.Storage.Sqlite;

/// <summary>A database file that the first version made, opened by this one.</summary>
internal sealed class OldDatabaseTests
{
    private const int Rows = 1_200;

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFirstVersion()
    {
        _folder = new TemporaryFolder();
        var first = Migrations.Of(new SqliteDialect())[0];
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.Path, "matchmaking.db")};Pooling=False");
        connection.Open();
        Run(connection, "CREATE TABLE schema_migrations (number INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, applied_at BIGINT NOT NULL)");
        Run(connection, first.Sql);
        Run(connection, $"INSERT INTO schema_migrations VALUES (1, '{first.Name}', '{first.Sha256}', 0)");
        Run(
            connection,
            $$"""
            WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {{Rows - 1}})
            INSERT INTO startups (id, version, created_at, updated_at, name, sectors, will_land_in, recognitions, summary)
            SELECT printf('0197a000-0000-7000-8000-%012x', i), 1, 0, 0, '氢能公司' || i, '["fuel-cells"]', '[]', '[]', NULL FROM n;
            INSERT INTO financing_requests (id, version, created_at, updated_at, startup_id, title, sectors, amount_fen, min_ticket_fen, instruments, use_of_proceeds, status)
            SELECT id, 1, 0, 0, id, 'Request ' || name, '[]', 500, 500, '[]', '[]', 'open' FROM startups;
            INSERT INTO funds (id, version, created_at, updated_at, name, kind, category, sectors, stages, ticket_min_fen, districts, instruments, loss_basis,
                project_loss_allowance_bp, breach_tolerance_bp, concentration_cap_bp, status)
            VALUES ('0197a000-0000-7000-9000-000000000001', 1, 0, 0, '芯片基金', 'vc', 'venture', '[]', '["a"]', 0, '[]', '[]', 'gross', 10000, 5000, 2000, 'open')
            """);
    }

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public async Task Migrate_DatabaseOfTheFirstVersion_MakesItsRowsFound()
    {
        await using (var database = SqliteDatabase.Open(_folder.Path))
        {
            await database.Migrate(TimeProvider.System, CancellationToken.None);

            Assert.That(await Count(database, StartupStore.Entities, "氢能"), Is.EqualTo(200));
            Assert.That(await Count(database, StartupStore.Entities, "公司1199"), Is.EqualTo(1));
            Assert.That(await Count(database, FinancingRequestStore.Entities, "request 公司77"), Is.EqualTo(11));
            Assert.That(await Count(database, FundStore.Entities, "芯片"), Is.EqualTo(1));
            Assert.That(await Indexed(database), Is.EqualTo((2 * Rows) + 1));
        }

        // A second start finds it done.
        await using var again = SqliteDatabase.Open(_folder.Path);
        Assert.That((await again.Migrate(TimeProvider.System, CancellationToken.None)).Applied, Is.Zero);
        Assert.That(await Indexed(again), Is.EqualTo((2 * Rows) + 1));
    }

    private static Task<int> Indexed(SqliteDatabase database) =>
        database.Read(db => db.QuerySingleOrDefault<int>("SELECT COUNT(*) FROM search_documents"), CancellationToken.None);

    private static async Task<int> Count<T>(SqliteDatabase database, IEntityStore<T> store, string text)
    {
        var query = SearchQuery.Parse(text).Value;
        var search = new SearchCriteria(query.Tokens, query.Substrings, []);
        return (await database.Read(db => store.List(db, new ListQuery([], null, 200) { Search = search }), CancellationToken.None)).Items.Count;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
