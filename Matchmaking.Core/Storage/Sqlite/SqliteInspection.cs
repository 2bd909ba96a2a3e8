using Microsoft.Data.Sqlite;

namespace Matchmaking.Core.Storage.Sqlite;

/// <summary>Checks a database file that nobody uses: sound, of this program, not newer, nothing dangling.</summary>
internal static class SqliteInspection
{
    private const int Corrupt = 11;
    private const int NotADatabase = 26;
    private const int ReportedMax = 5;

    private const string ColumnsOfJournalSql = "SELECT COUNT(*) FROM pragma_table_info('schema_migrations') WHERE name IN ('number', 'name', 'sha256', 'applied_at')";

    private const string DanglingSql = "SELECT COUNT(*) FROM pragma_foreign_key_check";

    /// <summary>Without the tables inside an index.</summary>
    private const string TablesSql =
        """
        SELECT name FROM sqlite_master t
        WHERE type = 'table' AND SUBSTR(name, 1, 7) <> 'sqlite_' AND NOT EXISTS (
            SELECT 1 FROM sqlite_master v WHERE v.sql LIKE 'CREATE VIRTUAL TABLE %' AND SUBSTR(t.name || '_', 1, LENGTH(v.name) + 1) = v.name || '_')
        ORDER BY name
        """;

    private static readonly SqliteDialect _dialect = new();

    /// <param name="path">The file to open.</param>
    /// <param name="name">The name that messages give it.</param>
    /// <param name="sha256">Its checksum, for the report.</param>
    public static async Task<DatabaseCopy> Inspect(string path, string name, string sha256)
    {
        try
        {
            await using var connection = SqliteConnections.Open(path, SqliteOpenMode.ReadOnly);
            await using var snapshot = connection.BeginTransaction(deferred: true);
            var db = new Db(connection, snapshot, _dialect);
            if (await db.QuerySingleOrDefault<int>(ColumnsOfJournalSql).ConfigureAwait(false) != 4)
                throw new ForeignDatabaseException(name, "it has no record of migrations");
            var version = (await Migrations.CheckApplied(db).ConfigureAwait(false)).Version;
            if (version == 0)
                throw new ForeignDatabaseException(name, "it has no tables");
            var defects = await db.Query<string>("PRAGMA integrity_check").ConfigureAwait(false);
            if (defects is not ["ok"])
                throw new BackupException($"{name} is damaged: {string.Join("; ", defects.Take(ReportedMax))}.");
            var dangling = await db.QuerySingleOrDefault<long>(DanglingSql).ConfigureAwait(false);
            if (dangling != 0)
                throw new BackupException($"{name} is damaged: {dangling} rows refer to rows that are not there.");
            return new DatabaseCopy(name, new FileInfo(path).Length, sha256, version, await CountRows(db).ConfigureAwait(false));
        }
        catch (SqliteException foreign) when (foreign.SqliteErrorCode == NotADatabase)
        {
            throw new ForeignDatabaseException(name, "it is not a SQLite file");
        }
        catch (SqliteException broken) when (broken.SqliteErrorCode == Corrupt)
        {
            throw new BackupException($"{name} is damaged: {broken.Message}");
        }
    }

    private static async Task<IReadOnlyList<TableCount>> CountRows(Db db)
    {
        var counts = new List<TableCount>();
        foreach (var table in await db.Query<string>(TablesSql).ConfigureAwait(false))
        {
            // A name cannot be a parameter; this one comes from the schema, and is quoted as SQL quotes names.
            var quoted = $"\"{table.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
            counts.Add(new TableCount(table, await db.QuerySingleOrDefault<long>($"SELECT COUNT(*) FROM {quoted}").ConfigureAwait(false)));
        }

        return counts;
    }
}
