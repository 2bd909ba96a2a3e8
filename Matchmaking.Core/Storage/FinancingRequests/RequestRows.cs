using System.Data.Common;
using System.Runtime.CompilerServices;
using Matchmaking.Core.FinancingRequests;

namespace Matchmaking.Core.Storage.FinancingRequests;

/// <summary>Reads what rankings know of requests, without making entities of them.</summary>
public static class RequestRows
{
    private const int IdsMost = 500;

    private const string Select =
        """
        SELECT r.id, r.startup_id, r.status, CASE WHEN r.sectors = '[]' THEN s.sectors ELSE r.sectors END AS sectors, r.chain, r.stage, r.amount_fen, r.min_ticket_fen,
            r.instruments, COALESCE(r.district, s.district) AS district, s.will_land_in, s.recognitions, s.founded_on, r.valid_until
        FROM financing_requests r JOIN startups s ON s.id = r.startup_id
        """;

    private const string AllSql = $"{Select} ORDER BY r.id";

    private const string CountSql = "SELECT COUNT(*) FROM financing_requests";

    public static Task<int> Count(Db db) => db.QuerySingleOrDefault<int>(CountSql);

    /// <summary>All, in the order of their ids, as the database comes to them: only one is in memory.</summary>
    public static async IAsyncEnumerable<RequestRow> All(Db db, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var reader = await db.Reader(AllSql, null).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancel).ConfigureAwait(false))
                yield return Row(reader);
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
                foreach (var row in await db.Query<RequestRow>($"{Select} WHERE {db.Dialect.OneOf(column, nameof(texts))}", new { texts }).ConfigureAwait(false))
                    found[row.Id] = row;
            }
        }

        return [.. found.Values];
    }

    // By the places of the columns of Select: a million rows pass here.
    private static RequestRow Row(DbDataReader reader) => new()
    {
        Id = reader.GetString(0),
        StartupId = reader.GetString(1),
        Status = reader.GetString(2),
        Sectors = reader.GetString(3),
        Chain = Text(reader, 4),
        Stage = Text(reader, 5),
        AmountFen = reader.GetInt64(6),
        MinTicketFen = reader.GetInt64(7),
        Instruments = reader.GetString(8),
        District = Text(reader, 9),
        WillLandIn = reader.GetString(10),
        Recognitions = reader.GetString(11),
        FoundedOn = Text(reader, 12),
        ValidUntil = Text(reader, 13),
    };

    private static string? Text(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
