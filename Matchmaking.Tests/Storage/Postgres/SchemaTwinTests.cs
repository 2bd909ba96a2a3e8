using System.Globalization;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Moves;
using Matchmaking.Core.Storage.Postgres;
using Matchmaking.Core.Storage.Sqlite;
using Matchmaking.Tests.Storage.Support;
using Matchmaking.Tests.Support.Postgres;
using NUnit.Framework;

namespace Matchmaking.Tests.Storage.Postgres;

/// <summary>The migrations of both databases make the same tables: columns, what may be absent, keys, indexes, references.</summary>
internal sealed class SchemaTwinTests
{
    private const string PostgresColumns =
        """
        SELECT table_name || '.' || column_name || CASE is_nullable WHEN 'YES' THEN ' null ' ELSE ' ' END || CASE data_type WHEN 'bytea' THEN 'bytes' WHEN 'text' THEN 'text' ELSE 'number' END
        FROM information_schema.columns WHERE table_schema = current_schema()
        """;

    private const string PostgresIndexes =
        """
        SELECT t.relname || CASE WHEN i.indisunique THEN ' unique ' ELSE ' ' END || CASE WHEN i.indpred IS NULL THEN '' ELSE 'partial ' END
            || (SELECT string_agg(a.attname, ',' ORDER BY k.n) FROM unnest(i.indkey) WITH ORDINALITY k(attnum, n) JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum)
        FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace s ON s.oid = t.relnamespace
        WHERE s.nspname = current_schema()
        """;

    private const string PostgresReferences =
        """
        SELECT conrelid::regclass || '.' || a.attname || ' -> ' || confrelid::regclass
        FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1] WHERE contype = 'f'
        """;

    private const string PostgresOtherCollations =
        "SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = current_schema() AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'";

    private const string SqliteColumns =
        """
        SELECT t.name || '.' || c.name || CASE c."notnull" WHEN 1 THEN ' ' ELSE ' null ' END || CASE c.type WHEN 'BLOB' THEN 'bytes' WHEN 'TEXT' THEN 'text' ELSE 'number' END
        FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table'
        """;

    // A number that is the key has no index of its own: it is the table's.
    private const string SqliteIndexes =
        """
        SELECT t.name || CASE i."unique" WHEN 1 THEN ' unique ' ELSE ' ' END || CASE i.partial WHEN 1 THEN 'partial ' ELSE '' END
            || (SELECT group_concat(name, ',') FROM (SELECT name FROM pragma_index_info(i.name) ORDER BY seqno))
        FROM sqlite_master t, pragma_index_list(t.name) i WHERE t.type = 'table'
        UNION ALL
        SELECT t.name || ' unique ' || c.name FROM sqlite_master t, pragma_table_info(t.name) c
        WHERE t.type = 'table' AND c.pk = 1 AND c.type = 'INTEGER' AND NOT EXISTS (SELECT 1 FROM pragma_index_list(t.name) i WHERE i.origin = 'pk')
        """;

    private const string SqliteReferences =
        """
        SELECT t.name || '.' || r."from" || ' -> ' || r."table" FROM sqlite_master t, pragma_foreign_key_list(t.name) r WHERE t.type = 'table'
        """;

    [TestCase(SqliteColumns, PostgresColumns)]
    [TestCase(SqliteIndexes, PostgresIndexes)]
    [TestCase(SqliteReferences, PostgresReferences)]
    public async Task Schema_OfBothDatabases_IsTheSame(string ofSqlite, string ofPostgres)
    {
        using var folder = new TemporaryFolder();
        await using var embedded = SqliteDatabase.Open(folder.Path);
        await embedded.Migrate(TimeProvider.System, CancellationToken.None);

        var here = await Lines(embedded, ofSqlite);
        var there = await OfPostgres(ofPostgres);

        Assert.That(there, Is.EqualTo(here));
        Assert.That(here, Has.Count.GreaterThan(10));
    }

    [Test]
    public async Task Texts_OfPostgres_CompareByTheirBytes() => Assert.That(await OfPostgres(PostgresOtherCollations), Is.Empty);

    [Test]
    public void Migrations_OfBothDatabases_HaveTheSameNumbersAndNames() =>
        Assert.That(Names(new PostgresDialect()), Is.EqualTo(Names(new SqliteDialect())));

    private static IEnumerable<string> Names(ISqlDialect dialect) => Migrations.Of(dialect).Select(m => string.Create(CultureInfo.InvariantCulture, $"{m.Number} {m.Name}"));

    private static async Task<IReadOnlyList<string>> OfPostgres(string sql)
    {
        var cluster = await SharedPostgres.Cluster();
        var name = await SharedPostgres.NewDatabase();
        try
        {
            await using var database = PostgresDatabase.Open(PostgresAddress.Parse(cluster.Address(name)));
            return await Lines(database, sql);
        }
        finally
        {
            await cluster.DropDatabase(name);
        }
    }

    /// <summary>Without the search index, which has nothing in common.</summary>
    private static async Task<IReadOnlyList<string>> Lines(IDatabase database, string sql) =>
        [.. (await database.Read(db => db.Query<string>(sql), CancellationToken.None)).Where(l => MoveTable.IsMoved(l.Split('.', ' ')[0])).Order(StringComparer.Ordinal)];
}
