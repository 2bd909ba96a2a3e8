namespace Matchmaking.Core.SavedSearches;

/// <summary>Compares the top of a ranking with the one before.</summary>
public static class TopComparison
{
    /// <param name="before">The items of the evaluation before; null: there was none, and all that is there now is where the watching begins.</param>
    /// <param name="ranked">Id, rank and score of the top now.</param>
    /// <param name="now">When it was computed.</param>
    /// <returns>The items now, and the ids of those that entered.</returns>
    public static (IReadOnlyList<SearchMatch> Items, IReadOnlyList<Guid> Entered) Of(
        IReadOnlyList<SearchMatch>? before, IReadOnlyList<(Guid Id, int Rank, double Score)> ranked, DateTimeOffset now)
    {
        var known = before?.ToDictionary(m => m.Id);
        var items = new List<SearchMatch>(ranked.Count);
        var entered = new List<Guid>();
        foreach (var (id, rank, score) in ranked)
        {
            if (known is null)
            {
                items.Add(new SearchMatch(id, rank, score, now, Seen: true));
            }
            else if (known.TryGetValue(id, out var match))
            {
                items.Add(match with { Rank = rank, Score = score });
            }
            else
            {
                items.Add(new SearchMatch(id, rank, score, now, Seen: false));
                entered.Add(id);
            }
        }

        return (items, entered);
    }
}
