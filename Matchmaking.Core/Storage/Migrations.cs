using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Matchmaking.Core.Audit;

namespace Matchmaking.Core.Storage;

/// <summary>One numbered step of the schema, embedded in this assembly as <c>Storage/Migrations/{dialect}/0001_name.sql</c>.</summary>
internal sealed record Migration(int Number, string Name, string Sql)
{
    /// <summary>Recorded when applied: an applied migration is never edited.</summary>
    public string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));
}

internal static class Migrations
{
    private const string CreateJournal =
        """
        CREATE TABLE IF NOT EXISTS schema_migrations (
            number INTEGER NOT NULL PRIMARY KEY,
            name TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            applied_at BIGINT NOT NULL
        )
        """;

    private const string SelectApplied = "SELECT number, name, sha256 FROM schema_migrations ORDER BY number";

    private const string InsertApplied =
        "INSERT INTO schema_migrations (number, name, sha256, applied_at) VALUES (@Number, @Name, @Sha256, @AppliedAt)";

    /// <summary>All migrations of a dialect, in order.</summary>
    public static IReadOnlyList<Migration> Of(ISqlDialect dialect)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var prefix = $"Matchmaking.Core.Storage.Migrations.{dialect.Name}.";
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(n => n.StartsWith(prefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(n => Read(assembly, n, n[prefix.Length..^".sql".Length])),
        ];
    }

    /// <summary>Applies what is missing, all of it or nothing.</summary>
    public static async Task<MigrationOutcome> Apply(IDatabase database, TimeProvider clock, CancellationToken cancel) => (await database.Write<MigrationOutcome>(
        Origin.System("migrate", clock.GetUtcNow()), async db => await Apply(db, clock).ConfigureAwait(false), cancel).ConfigureAwait(false)).Value;

    /// <summary>Applies what is missing, inside the caller's transaction.</summary>
    public static async Task<MigrationOutcome> Apply(Db db, TimeProvider clock)
    {
        await db.Execute(CreateJournal).ConfigureAwait(false);
        var known = Of(db.Dialect);
        var applied = await CheckApplied(db).ConfigureAwait(false);
        foreach (var migration in known.Skip(applied))
        {
            await db.Execute(migration.Sql).ConfigureAwait(false);
            await db.Execute(InsertApplied, new { migration.Number, migration.Name, migration.Sha256, AppliedAt = clock.GetUtcNow().ToUnixTimeMilliseconds() })
                .ConfigureAwait(false);
        }

        return new MigrationOutcome(known.Count - applied, applied == 0);
    }

    /// <summary>Makes sure that this program knows all that was applied.</summary>
    /// <exception cref="MigrationException">The database is newer than this program, or an applied migration was edited.</exception>
    /// <returns>The number of migrations applied.</returns>
    public static async Task<int> CheckApplied(Db db)
    {
        var known = Of(db.Dialect);
        var applied = await db.Query<AppliedRow>(SelectApplied).ConfigureAwait(false);
        foreach (var row in applied)
        {
            var migration = known.FirstOrDefault(m => m.Number == row.Number)
                ?? throw new MigrationException($"The database has migration {row.Number} ({row.Name}), which this program does not know: it was made by a newer version.");
            if (migration.Sha256 != row.Sha256)
                throw new MigrationException($"Migration {row.Number} ({row.Name}) was changed after it had been applied.");
        }

        return applied.Count;
    }

    public static async Task<int> CurrentVersion(Db db)
    {
        var applied = await db.Query<AppliedRow>(SelectApplied).ConfigureAwait(false);
        return applied.Count == 0 ? 0 : applied[^1].Number;
    }

    private static Migration Read(Assembly assembly, string resource, string fileName)
    {
        using var stream = assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return new Migration(int.Parse(fileName.AsSpan(0, 4), CultureInfo.InvariantCulture), fileName[5..], reader.ReadToEnd());
    }

    private sealed record AppliedRow
    {
        public int Number { get; init; }

        public string Name { get; init; } = "";

        public string Sha256 { get; init; } = "";
    }
}
