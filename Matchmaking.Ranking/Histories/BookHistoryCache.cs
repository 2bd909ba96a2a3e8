using Matchmaking.Core.Common;
using Matchmaking.Ranking.Profiles;

namespace Matchmaking.Ranking.Histories;

/// <summary>
/// Keeps what the positions of the funds that were ranked last say. A history is found by the content of books and market and by the day: after a
/// change of either it is another one, made once, and the one before goes when others came. Two that ask at once wait for one computation.
/// </summary>
/// <param name="mostRounds">That all together may have in their indexes.</param>
public sealed class BookHistoryCache(long mostRounds = BookHistoryCache.MostRounds)
{
    /// <summary>Half a kilobyte a round: 27 MB, two hundred funds with forty positions each beside a full sample of the market.</summary>
    public const long MostRounds = 50_000;

    private readonly Lock _gate = new();
    private readonly RecentlyUsed<Key, Entry> _histories = new(mostRounds, entry => entry.Rounds);

    /// <summary>Histories kept now.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _histories.Count;
        }
    }

    /// <inheritdoc cref="BookHistory.Of"/>
    internal BookHistory? Get(BookProfile book, MarketProfile market, DateOnly day) => Find(book, market, day).History.Value;

    private Entry Find(BookProfile book, MarketProfile market, DateOnly day)
    {
        var key = new Key(Convert.ToHexStringLower(book.Digest.Span), Convert.ToHexStringLower(market.Digest.Span), day);
        lock (_gate)
        {
            if (_histories.TryUse(key, out var known))
                return known;
            // Outside the lock, by the first that needs it: others go on with other funds meanwhile.
            var entry = new Entry(
                new Lazy<BookHistory?>(() => BookHistory.Of(book.Facts.Positions, market, day)), book.Facts.Positions.Count + (market.Facts.Sample?.Count ?? 0) + 1);
            _histories.Set(key, entry);
            return entry;
        }
    }

    private readonly record struct Key(string Books, string Market, DateOnly Day);

    /// <param name="History">Made when it is first asked for; null where there is nothing to compare with.</param>
    /// <param name="Rounds">At most so many are in its index; one more, so that an empty one counts too.</param>
    private sealed record Entry(Lazy<BookHistory?> History, long Rounds);
}
