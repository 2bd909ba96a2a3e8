using Matchmaking.Core.SavedSearches;

namespace Matchmaking.Core.Storage.SavedSearches;

/// <summary>What saved searches found last: recomputed at will, so not in the audit log; who entered a top is told by <see cref="SavedSearchStore.TellMatched"/>.</summary>
public static class SearchResultStore
{
    private const string FindSql =
        "SELECT search_id, evaluated_at, stamp, model_version, input_hash, as_of, problem, items FROM saved_search_results WHERE search_id = @search";

    private const string PutSql =
        """
        INSERT INTO saved_search_results (search_id, evaluated_at, stamp, model_version, input_hash, as_of, problem, items)
        VALUES (@SearchId, @EvaluatedAt, @Stamp, @ModelVersion, @InputHash, @AsOf, @Problem, @Items)
        ON CONFLICT (search_id) DO UPDATE SET evaluated_at = @EvaluatedAt, stamp = @Stamp, model_version = @ModelVersion, input_hash = @InputHash,
            as_of = @AsOf, problem = @Problem, items = @Items
        """;

    private const string DeleteSql = "DELETE FROM saved_search_results WHERE search_id = @search";

    private const string NewestOfResourceSql = "SELECT sequence FROM audit_log WHERE resource = @resource ORDER BY sequence DESC LIMIT 1";

    public static async Task<SearchResults?> Find(Db db, SavedSearchId search)
    {
        var row = await db.QuerySingleOrDefault<ResultRow>(FindSql, new { search = search.ToString() }).ConfigureAwait(false);
        return row is null ? null : new SearchResults
        {
            SearchId = SavedSearchId.Parse(row.SearchId),
            EvaluatedAt = Column.Time(row.EvaluatedAt),
            Stamp = row.Stamp,
            ModelVersion = row.ModelVersion,
            InputHash = row.InputHash,
            AsOf = Column.DayOrNull(row.AsOf),
            Problem = row.Problem,
            Items = Column.Json<SearchMatch[]>(row.Items),
        };
    }

    public static Task Put(Db db, SearchResults results) => db.Execute(PutSql, new
    {
        SearchId = results.SearchId.ToString(),
        EvaluatedAt = Column.Time(results.EvaluatedAt),
        results.Stamp,
        results.ModelVersion,
        results.InputHash,
        AsOf = Column.Day(results.AsOf),
        results.Problem,
        Items = Column.Json(results.Items),
    });

    /// <summary>Forgets what was found: the next evaluation is a beginning.</summary>
    public static Task Delete(Db db, SavedSearchId search) => db.Execute(DeleteSql, new { search = search.ToString() });

    /// <summary>Number of the newest audit row of a kind of thing; 0 where there is none. It moves with every change of such a thing.</summary>
    /// <param name="db">A read.</param>
    /// <param name="resource">The kind, as the audit log names it.</param>
    public static Task<long> NewestOf(Db db, string resource)
    {
        db.RequireRead();
        return db.QuerySingleOrDefault<long>(NewestOfResourceSql, new { resource });
    }

    private sealed record ResultRow
    {
        public string SearchId { get; init; } = "";
        public long EvaluatedAt { get; init; }
        public string Stamp { get; init; } = "";
        public string? ModelVersion { get; init; }
        public string? InputHash { get; init; }
        public string? AsOf { get; init; }
        public string? Problem { get; init; }
        public string Items { get; init; } = "[]";
    }
}
