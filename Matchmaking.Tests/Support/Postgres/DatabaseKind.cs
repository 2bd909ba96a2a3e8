namespace Matchmaking.Tests.Support.Postgres;

/// <summary>Where a server under test keeps its data.</summary>
internal enum DatabaseKind
{
    Sqlite,
    Postgres,
}

internal static class DatabaseKinds
{
    /// <summary>Of tests that do not choose: <c>sqlite</c> (default) or <c>postgres</c>, to run all of them there once.</summary>
    private const string Variable = "MATCHMAKING_TEST_DATABASE";

    public static IEnumerable<DatabaseKind> All => Enum.GetValues<DatabaseKind>();

    public static DatabaseKind Default { get; } =
        string.Equals(Environment.GetEnvironmentVariable(Variable), "postgres", StringComparison.OrdinalIgnoreCase) ? DatabaseKind.Postgres : DatabaseKind.Sqlite;

    /// <summary>The value of <c>MATCHMAKING_DATABASE</c> for a data folder; null: the folder itself. A folder that was used before has its database again.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="folder">The data folder, whose name becomes that of the database.</param>
    public static async Task<string?> Address(this DatabaseKind kind, string folder)
    {
        if (kind == DatabaseKind.Sqlite)
            return null;
        var cluster = await SharedPostgres.Cluster();
        await cluster.CreateDatabase(NameOf(folder), SharedPostgres.Template);
        return cluster.Address(NameOf(folder));
    }

    /// <summary>Deletes the database of a data folder.</summary>
    public static async Task Drop(this DatabaseKind kind, string folder)
    {
        if (kind == DatabaseKind.Postgres)
            await (await SharedPostgres.Cluster()).DropDatabase(NameOf(folder));
    }

    private static string NameOf(string folder) => Path.GetFileName(folder).Replace('-', '_');
}
