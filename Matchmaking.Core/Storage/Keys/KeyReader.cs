using System.Collections.Concurrent;
using Matchmaking.Core.Keys;

namespace Matchmaking.Core.Storage.Keys;

/// <summary>
/// Finds the key of each request as the database has it at that moment. A process that is alone with its database knows by <see cref="CommitCounter"/> that what it has read still holds; one that shares
/// it asks, and requests that come together ask together.
/// </summary>
public sealed class KeyReader
{
    /// <summary>Keys that are kept; more than a city has callers.</summary>
    private const int KeptMost = 10_000;

    // Measured with one and with three instances on two processors, 32 to 256 callers (docs/scaling.md): at none every trip has few callers, at two they wait more than they gain.
    private static readonly TimeSpan _between = TimeSpan.FromMilliseconds(1);

    private readonly IDatabase _database;
    private readonly GroupedReads<string, SecretOwners> _reads;
    private readonly ConcurrentDictionary<string, Kept> _kept = new(StringComparer.Ordinal);

    public KeyReader(IDatabase database)
    {
        _database = database;
        // Of nobody's alone: who leaves does not end what others wait for.
        _reads = new(hashes => database.ReadStatement(db => KeyStore.FindOwners(db, hashes), CancellationToken.None), database.IsShared ? _between : TimeSpan.Zero);
    }

    /// <param name="sha256">SHA-256 of the secret, lower-case hex.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The key, usable or not, whose secret this is, or was before a rotation whose overlap has not ended; with the state of what rankings are made of, of the same moment, unless the secret is nobody's.</returns>
    public async ValueTask<(ApiKey? Key, RankingState State)> Find(string sha256, DateTimeOffset now, CancellationToken cancel)
    {
        var commit = _database.Commits?.Stable;
        if (commit is not null && _kept.TryGetValue(sha256, out var kept) && kept.Commit == commit)
            return (kept.Owner.At(now), kept.State);
        var owners = await _reads.Read(sha256, cancel).ConfigureAwait(false);
        if (!owners.BySecret.TryGetValue(sha256, out var owner))
            return (null, owners.State);
        if (commit is not null)
            Keep(sha256, new Kept(commit.Value, owner, owners.State));
        return (owner.At(now), owners.State);
    }

    private void Keep(string sha256, Kept kept)
    {
        // Former secrets stay behind until then.
        if (_kept.Count >= KeptMost)
            _kept.Clear();
        _kept[sha256] = kept;
    }

    private sealed record Kept(long Commit, SecretOwner Owner, RankingState State);
}
