using System.Collections.Concurrent;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Audit;
using Matchmaking.Core.Keys;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Keys;

namespace Matchmaking.Api.Auth;

/// <summary>
/// When keys were last used. A write for each request would make every read a write, so uses are gathered here and written
/// down together once a minute and at a clean stop; a crash loses the uses of at most that minute. Holds at most one entry
/// a key used since the last writing.
/// </summary>
internal sealed class KeyUses(IDatabase database, Surroundings now)
{
    private readonly ConcurrentDictionary<KeyId, DateTimeOffset> _unwritten = new();

    /// <summary>Notes a use; a clock that was set back takes nothing back.</summary>
    public void Note(KeyId key, DateTimeOffset at) => _unwritten.AddOrUpdate(key, at, (_, noted) => noted > at ? noted : at);

    /// <summary>The last use, written down or not yet; null: never used.</summary>
    public DateTimeOffset? Last(ApiKey key) =>
        _unwritten.TryGetValue(key.Id, out var noted) && (key.LastUsedAt is not { } written || noted > written) ? noted : key.LastUsedAt;

    /// <summary>Writes down what was noted, in one write. What fails to be written stays noted.</summary>
    /// <returns>The number of keys used since the last time.</returns>
    /// <exception cref="DatabaseBusyException">Too many writes are waiting.</exception>
    public async Task<int> Write(CancellationToken cancel)
    {
        var uses = _unwritten.ToArray();
        if (uses.Length == 0)
            return 0;
        await database.Write<bool>(
            Origin.System("key-uses", now.Time),
            async db =>
            {
                await KeyStore.Touch(db, uses.Select(u => (u.Key, u.Value)));
                return true;
            },
            cancel);
        // Only what is still the same: a use of the meantime is for the next writing.
        foreach (var use in uses)
            _unwritten.TryRemove(use);
        return uses.Length;
    }
}
