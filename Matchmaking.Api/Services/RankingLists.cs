using System.Collections.Concurrent;
using Matchmaking.Ranking.Rankings;

namespace Matchmaking.Api.Services;

/// <summary>
/// Keeps rankings whose first page was served, so that the next pages belong to the same list whatever changes meanwhile.
/// A list is kept for at least ten minutes after its last page was served; the same list is kept once for all who page it.
/// </summary>
internal sealed class RankingLists(TimeProvider clock)
{
    private static readonly TimeSpan _kept = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, Entry> _lists = new(StringComparer.Ordinal);
    private long _lastSweep;

    /// <param name="body">The whole list.</param>
    /// <param name="freeze">The freeze that it comes from; null when it was computed.</param>
    public void Keep(RankingBody body, FreezeId? freeze)
    {
        _lists[body.InputHash] = new Entry(body, freeze, clock.GetUtcNow());
        Sweep();
    }

    public (RankingBody Body, FreezeId? Freeze)? Find(string inputHash)
    {
        if (!_lists.TryGetValue(inputHash, out var entry) || entry.UsedAt + _kept < clock.GetUtcNow())
            return null;
        _lists[inputHash] = entry with { UsedAt = clock.GetUtcNow() };
        return (entry.Body, entry.Freeze);
    }

    private void Sweep()
    {
        var now = clock.GetUtcNow();
        var last = Interlocked.Read(ref _lastSweep);
        if (now.Ticks - last < TimeSpan.TicksPerMinute || Interlocked.CompareExchange(ref _lastSweep, now.Ticks, last) != last)
            return;
        foreach (var (hash, entry) in _lists.Where(l => l.Value.UsedAt + _kept < now))
            _lists.TryRemove(new KeyValuePair<string, Entry>(hash, entry));
    }

    private sealed record Entry(RankingBody Body, FreezeId? Freeze, DateTimeOffset UsedAt);
}
