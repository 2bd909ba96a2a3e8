using System.Globalization;
using Matchmaking.Core.SavedSearches;
using Matchmaking.Core.Sessions;
using Matchmaking.Core.Storage;

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
        var state = await RankingState.Read(db);
        List<object?> parts =
        [
            asOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            state.Market,
            state.Funds,
            state.Models,
            search.SessionId is { } session ? await ChangeCounters.Read(db, ChangeCounters.Session(session)) : null,
        ];
        // A fund's books count for its own ranking alone.
        if (search.Subject.Type == RankingSubject.Fund)
            parts.Add(state.Books);
        return string.Join(' ', parts.Select(p => Convert.ToString(p, CultureInfo.InvariantCulture)));
    }
}
