namespace Matchmaking.Core.Storage;

/// <summary>
/// Numbers that grow when something changed, in the transaction of the change: a cache or a long computation compares the
/// number it started from with the one that holds now.
/// </summary>
public static class ChangeCounters
{
    /// <summary>Startups and financing requests: what rankings choose from.</summary>
    public const string Market = "market";

    /// <summary>Funds, without their positions.</summary>
    public const string Funds = "funds";

    /// <summary>Grows when a readiness probe found out, by writing, that the database can be written again.</summary>
    public const string Readiness = "readiness";

    private const string BumpSql =
        "INSERT INTO change_counters (name, value) VALUES (@name, 1) ON CONFLICT (name) DO UPDATE SET value = change_counters.value + 1";

    private const string ReadSql = "SELECT value FROM change_counters WHERE name = @name";

    /// <summary>Registrations, preferences and freezes of one session: what its plans are made of.</summary>
    public static string Session(SessionId id) => $"session:{id}";

    public static Task Bump(Db db, string name) => db.Execute(BumpSql, new { name });

    /// <returns>0 when nothing has ever changed.</returns>
    public static Task<long> Read(Db db, string name) => db.QuerySingleOrDefault<long>(ReadSql, new { name });
}
