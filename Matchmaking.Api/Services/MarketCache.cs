using Matchmaking.Core.Common;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Audit;
using Matchmaking.Core.Storage.FinancingRequests;
using Matchmaking.Core.Storage.Startups;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Index;

namespace Matchmaking.Api.Services;

/// <summary>
/// Keeps all requests in memory, the same for every ranking. The state is that of the caller's own snapshot,
/// so that nobody sees one older than what it has read or written. A later state is made of an earlier one and what
/// the audit log says was changed in between: a ranking after each change does not read the whole market each time.
/// </summary>
/// <param name="facts">Makes facts of what is stored.</param>
/// <param name="atOnceMost">As <see cref="AtOnceMost"/>.</param>
internal sealed class MarketCache(FactsFactory facts, int atOnceMost = MarketCache.UsualAtOnceMost) : IDisposable
{
    /// <summary>Some two seconds.</summary>
    public const int UsualAtOnceMost = 50_000;

    /// <summary>Reads that began before a change still want the state before it.</summary>
    private const int StatesKept = 8;

    /// <summary>With more, all is read at once; of a large market a share of it.</summary>
    private const int ChangesMost = 500;

    private const int ChangesShare = 25;

    private readonly SemaphoreSlim _building = new(1, 1);

    // By state, the latest first.
    private volatile Market[] _kept = [];
    private volatile bool _readsAll;

    /// <summary>Requests that a caller waits for, all of them being read or judged one by one; with more, who comes before they are in memory is told to come again.</summary>
    public int AtOnceMost { get; } = atOnceMost;

    /// <summary>Whether rankings are answered without a long wait.</summary>
    /// <param name="db">A read.</param>
    public async Task<bool> IsReady(Db db) => (_kept.Length > 0 && !_readsAll) || !await IsLarge(db);

    /// <summary>The state of the caller's snapshot.</summary>
    /// <param name="db">A read.</param>
    /// <returns><c>warming-up</c> where that would take long.</returns>
    public async Task<Result<Market>> Get(Db db)
    {
        var stamp = await ChangeStamp.Read(db, ChangeCounters.Market);
        if (Kept(stamp) is { } kept)
            return kept;
        return await IsReady(db) ? await Make(db, stamp, mayReadAll: !await IsLarge(db)) : new DomainError(ErrorKind.Unavailable, Codes.WarmingUp);
    }

    /// <summary>Makes a large market ready before somebody asks, however long that takes; of others who asks first makes them.</summary>
    /// <param name="db">A read.</param>
    public async Task Warm(Db db)
    {
        if (!await IsLarge(db))
            return;
        var stamp = await ChangeStamp.Read(db, ChangeCounters.Market);
        if (Kept(stamp) is null)
            await Make(db, stamp, mayReadAll: true);
    }

    /// <summary>Arranges what has changed for faster rankings, which stay what they are.</summary>
    public async Task Merge(CancellationToken cancel)
    {
        if (_kept is not [{ Index: { NeedsMerge: true } index }, ..] || !await Task.Run(index.Merge, cancel))
            return;
        await _building.WaitAsync(cancel);
        try
        {
            if (_kept is [var newest, .. var others] && newest.Index == index)
                _kept = [newest.With(index.Current), .. others];
        }
        finally
        {
            _building.Release();
        }
    }

    public void Dispose() => _building.Dispose();

    private async Task<bool> IsLarge(Db db) => (_kept is [var newest, ..] ? newest.Requests.Count : await RequestRows.Count(db)) > AtOnceMost;

    private Market? Kept(ChangeStamp stamp) => Array.Find(_kept, m => m.Stamp.Counter == stamp.Counter);

    private async Task<Result<Market>> Make(Db db, ChangeStamp stamp, bool mayReadAll)
    {
        await _building.WaitAsync(db.Cancel);
        try
        {
            if (Kept(stamp) is { } built)
                return built;
            var earlier = Array.Find(_kept, m => m.Stamp.Counter < stamp.Counter);
            var market = earlier is null ? null : await Continue(db, earlier, stamp);
            if (market is null && !mayReadAll)
                return new DomainError(ErrorKind.Unavailable, Codes.WarmingUp);
            market ??= await ReadAll(db, stamp);
            _kept = [.. _kept.Append(market).OrderByDescending(m => m.Stamp.Counter).Take(StatesKept)];
            return market;
        }
        finally
        {
            _readsAll = false;
            _building.Release();
        }
    }

    private async Task<Market> ReadAll(Db db, ChangeStamp stamp)
    {
        _readsAll = true;
        var tally = new MarketTally();
        var reader = new RequestRowReader(facts);
        var requests = RequestRows.All(db).Select(row =>
        {
            var request = reader.Facts(row);
            tally.Add(request);
            return request;
        });
        var index = await RankingIndex.Build(requests, await RequestRows.Count(db), db.Cancel);
        return new Market(stamp, index, index.Current, tally);
    }

    /// <returns>Null where the way from there is long or not known.</returns>
    private async Task<Market?> Continue(Db db, Market earlier, ChangeStamp stamp)
    {
        var count = stamp.Counter - earlier.Stamp.Counter;
        var most = Math.Max(ChangesMost, earlier.Requests.Count / ChangesShare);
        if (count > most)
            return null;
        var startups = await AuditLog.Changed(db, StartupStore.Entities.Name, earlier.Stamp.AuditSequence, most + 1);
        var requests = await AuditLog.Changed(db, FinancingRequestStore.Entities.Name, earlier.Stamp.AuditSequence, most + 1);
        // Each change moves the counter by one. Were one told of in another way, all would be read instead.
        if (startups.Count + requests.Count != count)
            return null;
        var reader = new RequestRowReader(facts);
        // A request inherits of its startup what it does not say itself.
        IReadOnlyList<RequestFacts> changed = [.. (await RequestRows.Of(db, requests, startups)).Select(reader.Facts)];
        var there = changed.Select(r => r.Id).ToHashSet();
        IReadOnlyList<FinancingRequestId> deleted = [.. requests.Select(id => new FinancingRequestId(id)).Distinct().Where(id => !there.Contains(id))];
        if (earlier.Count(changed, deleted) is not { } tally)
            return null;
        var index = earlier.Index;
        // The newest state is the index's own, though perhaps arranged anew since.
        var snapshot = earlier == _kept[0] ? index.Apply(changed, deleted) : index.Branch(earlier.Requests, changed, deleted);
        return new Market(stamp, index, snapshot, tally);
    }
}
