using Matchmaking.Core.Storage.Sqlite;

namespace Matchmaking.Benchmarks.Load;

/// <summary>Rows of the tables that a load makes grow: what is made is deleted again, and what is written about it is kept for a while.</summary>
internal static class TableRows
{
    private static readonly IReadOnlyList<string> _tables = ["startups", "financing_requests", "plans", "operations", "idempotency_keys", "webhook_deliveries", "audit_log"];

    /// <param name="folder">A server's data; null where they are not known.</param>
    public static async Task<IReadOnlyDictionary<string, long>?> Count(string? folder)
    {
        if (folder is null)
            return null;
        var rows = new Dictionary<string, long>();
        foreach (var table in _tables)
            rows.Add(table, await SqliteDatabase.ReadBeside(folder, db => db.QuerySingleOrDefault<long>($"SELECT COUNT(*) FROM {table}"), CancellationToken.None).ConfigureAwait(false));
        return rows;
    }
}
