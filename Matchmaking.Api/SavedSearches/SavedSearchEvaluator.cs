using Matchmaking.Api.Auth;
using Matchmaking.Api.Services;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;
using Matchmaking.Core.Keys;
using Matchmaking.Core.SavedSearches;
using Matchmaking.Core.Sessions;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.SavedSearches;
using Matchmaking.Ranking.Rankings;

namespace Matchmaking.Api.SavedSearches;

/// <summary>
/// Ranks anew what saved searches watch where something that the ranking depends on has changed, and tells who entered the top. The ranking is that of the API,
/// with the rights of whoever saved it. It is computed in a read; the write that keeps it compares with what is there by then.
/// </summary>
internal sealed class SavedSearchEvaluator(IDatabase database, RankingService rankings, Surroundings now)
{
    private const int PageRows = 200;

    /// <summary>Looks at every active search once.</summary>
    /// <returns>How many were ranked anew.</returns>
    public async Task<int> RunOnce(CancellationToken cancel)
    {
        var (ranked, after) = (0, (Guid?)null);
        do
        {
            var page = await database.Read(
                db => SavedSearchStore.Entities.List(db, new ListQuery([new ListFilter("status", SavedSearchStatus.Active.Kebab())], after, PageRows)), cancel);
            foreach (var search in page.Items)
                ranked += await Evaluate(search.Id, cancel) ? 1 : 0;
            after = page.Next;
        }
        while (after is not null);
        return ranked;
    }

    private async Task<bool> Evaluate(SavedSearchId id, CancellationToken cancel)
    {
        if (await database.Read(db => Rank(db, id), cancel) is not { } found)
            return false;
        var kept = await database.Write<bool>(Origin.System("saved-searches", now.Time), db => Keep(db, found), cancel);
        return kept.Value;
    }

    /// <returns>Null when it is as it was, or cannot be ranked yet.</returns>
    private async Task<Found?> Rank(Db db, SavedSearchId id)
    {
        if (await SavedSearchStore.Entities.Find(db, id.Value) is not { Status: SavedSearchStatus.Active } search)
            return null;
        var asOf = now.Today;
        var stamp = await SearchStamp.Of(db, search, asOf);
        if (await SearchResultStore.Find(db, id) is { } last && last.Stamp == stamp)
            return null;
        var ranking = await rankings.Current(db, Rights(search), new Subject(search.Subject.Type, search.Subject.Id), search.SessionId, search.Top);
        // It passes by itself, without a change that would have the search looked at again.
        if (ranking.Error is { Kind: ErrorKind.Unavailable })
            return null;
        return new Found(search, stamp, ranking);
    }

    private async Task<Result<bool>> Keep(Db db, Found found)
    {
        var search = found.Search;
        // Changed meanwhile, it watches something else perhaps; the next look finds out.
        if (await SavedSearchStore.Entities.Find(db, search.Key) is not { } current || current.Version != search.Version)
            return false;
        var before = await SearchResultStore.Find(db, search.Id);
        if (!found.Ranking.TryGet(out var body, out var problem))
        {
            // What was found before is kept to compare with, should it be ranked again.
            await SearchResultStore.Put(db, (before ?? new SearchResults { SearchId = search.Id }) with { EvaluatedAt = now.Time, Stamp = found.Stamp, Problem = problem.Code });
            return true;
        }

        var wasRanked = before?.ModelVersion is not null;
        var (items, entered) = TopComparison.Of(wasRanked ? before!.Items : null, Top(search, body), now.Time);
        await SearchResultStore.Put(db, new SearchResults
        {
            SearchId = search.Id,
            EvaluatedAt = now.Time,
            Stamp = found.Stamp,
            ModelVersion = body.ModelVersion,
            InputHash = body.InputHash,
            AsOf = body.AsOf,
            Items = items,
        });
        if (entered.Count > 0)
            SavedSearchStore.TellMatched(db, search, entered);
        return true;
    }

    private static IReadOnlyList<(Guid, int, double)> Top(SavedSearch search, RankingBody body) =>
    [
        .. body.Items.Take(search.Top).Where(i => search.MinScore is not { } least || i.Score >= (double)least.Value)
            .Select(i => (i.FinancingRequestId?.Value ?? i.FundId!.Value.Value, i.Rank, i.Score)),
    ];

    /// <summary>Whoever saved it, as far as rankings differ by it.</summary>
    private static Caller Rights(SavedSearch search) => new(
        search.KeyId,
        search.ByOrganizer ? Role.Organizer : search.Subject.Type == RankingSubject.Fund ? Role.Fund : Role.Startup,
        search.ByOrganizer ? [] : [search.OwnerId]);

    private sealed record Found(SavedSearch Search, string Stamp, Result<RankingBody> Ranking);
}
