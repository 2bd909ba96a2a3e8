using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Audit;
using Matchmaking.Core.Storage.FinancingRequests;
using Matchmaking.Core.Storage.Startups;
using Matchmaking.Ranking.Facts;

namespace Matchmaking.Api.Services;

/// <summary>
/// Keeps the profiles of all requests, which are the same for every ranking. The state is read in the caller's own snapshot,
/// so that nobody sees one older than what it has read or written. A later state is made of an earlier one and what
/// the audit log says was changed in between: a ranking after each change does not read the whole market each time.
/// </summary>
internal sealed class MarketCache(FactsFactory facts) : IDisposable
{
    /// <summary>Reads that began before a change still want the state before it.</summary>
    private const int StatesKept = 8;

    /// <summary>With more, all is read at once.</summary>
    private const int ChangesMost = 500;

    private readonly SemaphoreSlim _building = new(1, 1);

    // By state, the latest first.
    private volatile IReadOnlyList<Market> _kept = [];

    /// <param name="db">A read.</param>
    public async Task<Market> Get(Db db)
    {
        var stamp = await ChangeStamp.Read(db, ChangeCounters.Market);
        if (Kept(stamp) is { } kept)
            return kept;
        await _building.WaitAsync(db.Cancel);
        try
        {
            if (Kept(stamp) is { } built)
                return built;
            var earlier = _kept.FirstOrDefault(m => m.Stamp.Counter < stamp.Counter);
            var market = earlier is null ? null : await Continue(db, earlier, stamp);
            market ??= Market.Of(stamp, await StartupStore.Entities.All(db), await FinancingRequestStore.Entities.All(db), facts);
            _kept = [.. _kept.Append(market).OrderByDescending(m => m.Stamp.Counter).Take(StatesKept)];
            return market;
        }
        finally
        {
            _building.Release();
        }
    }

    public void Dispose() => _building.Dispose();

    private Market? Kept(ChangeStamp stamp) => _kept.FirstOrDefault(m => m.Stamp.Counter == stamp.Counter);

    /// <returns>Null where the way from there is long or not known.</returns>
    private async Task<Market?> Continue(Db db, Market earlier, ChangeStamp stamp)
    {
        var count = stamp.Counter - earlier.Stamp.Counter;
        if (count > ChangesMost)
            return null;
        var startups = await AuditLog.Changed(db, StartupStore.Entities.Name, earlier.Stamp.AuditSequence, ChangesMost + 1);
        var requests = await AuditLog.Changed(db, FinancingRequestStore.Entities.Name, earlier.Stamp.AuditSequence, ChangesMost + 1);
        // Each change moves the counter by one. Were one told of in another way, all would be read instead.
        if (startups.Count + requests.Count != count)
            return null;
        return earlier.With(
            stamp,
            await Now(db, StartupStore.Entities, startups, id => new StartupId(id)),
            await Now(db, FinancingRequestStore.Entities, requests, id => new FinancingRequestId(id)),
            facts);
    }

    /// <returns>Null for what is deleted.</returns>
    private static async Task<IReadOnlyDictionary<TId, T?>> Now<TId, T>(Db db, IEntityStore<T> store, IReadOnlyList<Guid> ids, Func<Guid, TId> idOf)
        where TId : struct
        where T : class
    {
        var now = new Dictionary<TId, T?>();
        foreach (var id in ids.Distinct())
            now[idOf(id)] = await store.Find(db, id);
        return now;
    }
}
