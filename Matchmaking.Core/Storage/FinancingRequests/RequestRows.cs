using System.Runtime.CompilerServices;

namespace Matchmaking.Core.Storage.FinancingRequests;

/// <summary>Reads what rankings know of requests, without making entities of them.</summary>
public static class RequestRows
{
    /// <summary>Rows of one statement: that many are held in memory, whatever there are.</summary>
    private const int PageRows = 5_000;

    private const int IdsMost = 500;

    private const string SelectSql =
        """
        SELECT r.id, r.startup_id, r.status, CASE WHEN r.sectors = '[]' THEN s.sectors ELSE r.sectors END AS sectors, r.chain, r.stage, r.amount_fen, r.min_ticket_fen,
            r.instruments, COALESCE(r.district, s.district) AS district, s.will_land_in, s.recognitions, s.founded_on, r.valid_until
        FROM financing_requests r JOIN startups s ON s.id = r.startup_id
        """;

    private const string PageSql = $"{SelectSql} WHERE r.id > @after ORDER BY r.id LIMIT @limit";

    private const string CountSql = "SELECT COUNT(*) FROM financing_requests";

    public static Task<int> Count(Db db) => db.QuerySingleOrDefault<int>(CountSql);

    /// <summary>All, in the order of their ids.</summary>
    public static async IAsyncEnumerable<RequestRow> All(Db db, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        for (var after = ""; ;)
        {
            cancel.ThrowIfCancellationRequested();
            var rows = await db.Query<RequestRow>(PageSql, new { after, limit = PageRows }).ConfigureAwait(false);
            foreach (var row in rows)
                yield return row;
            if (rows.Count < PageRows)
                yield break;
            after = rows[^1].Id;
        }
    }

    /// <summary>Some of them, and all those of some startups; each once, in no order.</summary>
    public static async Task<IReadOnlyList<RequestRow>> Of(Db db, IReadOnlyCollection<Guid> requests, IReadOnlyCollection<Guid> startups)
    {
        var found = new Dictionary<string, RequestRow>(StringComparer.Ordinal);
        foreach (var (column, ids) in new[] { ("r.id", requests), ("r.startup_id", startups) })
        {
            foreach (var some in ids.Distinct().Chunk(IdsMost))
            {
                string[] texts = [.. some.Select(Column.Id)];
                foreach (var row in await db.Query<RequestRow>($"{SelectSql} WHERE {db.Dialect.OneOf(column, nameof(texts))}", new { texts }).ConfigureAwait(false))
                    found[row.Id] = row;
            }
        }

        return [.. found.Values];
    }
}
