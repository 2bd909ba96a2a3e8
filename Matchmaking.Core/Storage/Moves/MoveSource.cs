using Matchmaking.Core.Storage.Audit;

namespace Matchmaking.Core.Storage.Moves;

/// <summary>The database that is moved.</summary>
internal static class MoveSource
{
    /// <summary>Names of its tables.</summary>
    public const string Tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";

    private const string Counters = "SELECT name || ' ' || value FROM change_counters ORDER BY name";

    /// <summary>Tells one state of a database from another: every change appends to the audit log or moves a counter.</summary>
    public static async Task<string> Fingerprint(Db db)
    {
        var head = await AuditLog.Head(db).ConfigureAwait(false);
        return Common.Fingerprint.Of(new object[] { head.Sequence, head.Hash, await db.Query<string>(Counters).ConfigureAwait(false) });
    }
}
