using System.Globalization;
using Matchmaking.Core.SavedSearches;
using Matchmaking.Core.Sessions;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Models;
using Matchmaking.Core.Storage.SavedSearches;

namespace Matchmaking.Api.SavedSearches;

/// <summary>
/// The state of everything that the ranking of a search depends on: as long as the stamp stays, the ranking does. It may move without a change of the
/// ranking (another fund booked something), which costs an evaluation and no more.
/// </summary>
internal static class SearchStamp
{
    /// <param name="db">A read.</param>
    /// <param name="search">The search.</param>
    /// <param name="asOf">The day as of which it is ranked.</param>
    public static async Task<string> Of(Db db, SavedSearch search, DateOnly asOf)
    {
        List<object?> parts =
        [
            asOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            await ChangeCounters.Read(db, ChangeCounters.Market),
            await ChangeCounters.Read(db, ChangeCounters.Funds),
            (await ModelStore.LatestPromotion(db))?.Id,
            search.SessionId is { } session ? await ChangeCounters.Read(db, ChangeCounters.Session(session)) : null,
        ];
        // A fund's books count for its own ranking alone; they have no counter, the log numbers them.
        if (search.Subject.Type == RankingSubject.Fund)
            parts.AddRange([await SearchResultStore.NewestOf(db, "position"), await SearchResultStore.NewestOf(db, "outcome")]);
        return string.Join(' ', parts.Select(p => Convert.ToString(p, CultureInfo.InvariantCulture)));
    }
}
