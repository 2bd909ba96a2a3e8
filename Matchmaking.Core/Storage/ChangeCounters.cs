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

    /// <summary>How far the ids of all processes that share the database have got (<see cref="Common.IOrderedIds.Last"/>).</summary>
    public const string Ids = "ids";

    private const string MoveSql =
        "INSERT INTO change_counters (name, value) VALUES (@name, @by) ON CONFLICT (name) DO UPDATE SET value = change_counters.value + @by";

    private const string ReadSql = "SELECT value FROM change_counters WHERE name = @name";

    /// <summary>Registrations, preferences and freezes of one session: what its plans are made of.</summary>
    public static string Session(SessionId id) => $"session:{id}";

    /// <summary>Moves a counter by one, at the end of the use case.</summary>
    public static void Bump(Db db, string name) => db.Work.Bump(name);

    /// <returns>0 when nothing has ever changed; in a write, with what it moves itself.</returns>
    public static async Task<long> Read(Db db, string name) =>
        await db.QuerySingleOrDefault<long>(ReadSql, new { name }).ConfigureAwait(false) + db.BumpsOf(name);

    internal static Task Move(Db db, string name, long by) => db.Execute(MoveSql, new { name, by });
}
