using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Matchmaking.Core.Audit;

namespace Matchmaking.Core.Storage;

/// <summary>
/// One numbered step of the schema, embedded in this assembly as <c>Storage/Migrations/{dialect}/0001_name.sql</c>. One that only adds what older programs need not know begins with the line
/// <c>-- least program: 14</c>: programs that know all migrations up to that number go on beside newer ones.
/// </summary>
internal sealed record Migration(int Number, string Name, string Sql)
{
    private const string LeastProgramMark = "-- least program: ";

    /// <summary>The newest migration that a program must know to work with the tables that this one leaves behind.</summary>
    public int LeastProgram { get; } = Sql.StartsWith(LeastProgramMark, StringComparison.Ordinal)
        ? int.Parse(Sql.AsSpan(LeastProgramMark.Length, Sql.AsSpan(LeastProgramMark.Length).IndexOfAny('\r', '\n')), CultureInfo.InvariantCulture)
        : Number;

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

    private const string SelectNewer = "SELECT number, least_program FROM schema_migrations WHERE number > @newest ORDER BY number";

    private const string UpdateLeastProgram = "UPDATE schema_migrations SET least_program = @LeastProgram WHERE number = @Number";

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
        var version = (await CheckApplied(db).ConfigureAwait(false)).Version;
        var missing = After(db.Dialect, version);
        foreach (var migration in missing)
        {
            await db.Execute(migration.Sql).ConfigureAwait(false);
            await db.Execute(InsertApplied, new { migration.Number, migration.Name, migration.Sha256, AppliedAt = clock.GetUtcNow().ToUnixTimeMilliseconds() })
                .ConfigureAwait(false);
            if (migration.LeastProgram != migration.Number)
                await db.Execute(UpdateLeastProgram, new { migration.LeastProgram, migration.Number }).ConfigureAwait(false);
        }

        return new MigrationOutcome(missing.Count, version == 0);
    }

    /// <summary>Those behind a number, in order.</summary>
    public static IReadOnlyList<Migration> After(ISqlDialect dialect, int version) => [.. Of(dialect).Where(m => m.Number > version)];

    /// <summary>Makes sure that this program knows all that was applied, or need not know it.</summary>
    /// <exception cref="MigrationException">The database is newer than this program can work with, or an applied migration was edited.</exception>
    public static async Task<SchemaState> CheckApplied(Db db)
    {
        var known = Of(db.Dialect);
        var applied = await db.Query<AppliedRow>(SelectApplied).ConfigureAwait(false);
        foreach (var row in applied)
        {
            if (known.FirstOrDefault(m => m.Number == row.Number) is { } migration && migration.Sha256 != row.Sha256)
                throw new MigrationException($"Migration {row.Number} ({row.Name}) was changed after it had been applied.");
        }

        var state = await State(db, applied).ConfigureAwait(false);
        if (state.LeastProgram > known[^1].Number)
            throw new MigrationException($"The database has migration {state.LeastProgram}, which this program does not know and cannot work beside: it was made by a newer version.");
        return state;
    }

    /// <summary>Which migrations were applied, whatever this program knows.</summary>
    public static async Task<SchemaState> State(Db db) => await State(db, await db.Query<AppliedRow>(SelectApplied).ConfigureAwait(false)).ConfigureAwait(false);

    private static async Task<SchemaState> State(Db db, IReadOnlyList<AppliedRow> applied)
    {
        var newest = applied.Count == 0 ? 0 : applied[^1].Number;
        var known = Of(db.Dialect)[^1].Number;
        if (newest <= known)
            return new SchemaState(newest, newest);
        // Whoever made them knows the column.
        var newer = await db.Query<NewerRow>(SelectNewer, new { newest = known }).ConfigureAwait(false);
        return new SchemaState(newest, newer.Max(m => m.LeastProgram ?? m.Number));
    }

    private static Migration Read(Assembly assembly, string resource, string fileName)
    {
        using var stream = assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return new Migration(int.Parse(fileName.AsSpan(0, 4), CultureInfo.InvariantCulture), fileName[5..], reader.ReadToEnd());
    }

    private sealed record NewerRow
    {
        public int Number { get; init; }

        public int? LeastProgram { get; init; }
    }

    private sealed record AppliedRow
    {
        public int Number { get; init; }

        public string Name { get; init; } = "";

        public string Sha256 { get; init; } = "";
    }
}
