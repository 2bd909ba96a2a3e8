using Matchmaking.Core.FinancingRequests;
using Matchmaking.Core.Startups;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.FinancingRequests;
using Matchmaking.Core.Storage.Startups;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Profiles;

namespace Matchmaking.Api.Services;

/// <summary>All financing requests as rankings see them, at one state of the database.</summary>
internal sealed record Market(
    long Version,
    IReadOnlyList<RequestProfile> All,
    IReadOnlyList<RequestProfile> Open,
    IReadOnlyDictionary<FinancingRequestId, RequestProfile> ById,
    IReadOnlyDictionary<FinancingRequestId, FinancingRequest> Requests,
    IReadOnlyDictionary<StartupId, Startup> Startups,
    MarketBase Base,
    MarketProfile Profile);

/// <summary>
/// Keeps the profiles of all requests, which are the same for every ranking, until a startup or a request changes. The
/// change counter is read in the caller's own snapshot, so that nobody sees a state older than what it has read or written.
/// </summary>
internal sealed class MarketCache(FactsFactory facts) : IDisposable
{
    private readonly SemaphoreSlim _building = new(1, 1);
    private volatile Market? _current;

    public async Task<Market> Get(Db db)
    {
        var version = await ChangeCounters.Read(db, ChangeCounters.Market);
        if (_current is { } current && current.Version == version)
            return current;
        await _building.WaitAsync();
        try
        {
            if (_current is { } built && built.Version == version)
                return built;
            var market = await Load(db, version);
            // A reader on an old snapshot must not replace what a newer one has built.
            if (_current is null || _current.Version < version)
                _current = market;
            return market;
        }
        finally
        {
            _building.Release();
        }
    }

    public void Dispose() => _building.Dispose();

    private async Task<Market> Load(Db db, long version)
    {
        var startups = (await StartupStore.Entities.All(db)).ToDictionary(s => s.Id);
        var requests = await FinancingRequestStore.Entities.All(db);
        var profiles = requests.Select(r => RequestProfile.Of(facts.Request(r, startups[r.StartupId]))).ToList();
        var market = MarketBase.Of(profiles.Select(p => p.Facts));
        return new Market(
            version,
            profiles,
            [.. profiles.Where(p => p.Facts.Status == RequestStatus.Open)],
            profiles.ToDictionary(p => p.Facts.Id),
            requests.ToDictionary(r => r.Id),
            startups,
            market,
            MarketProfile.Of(market));
    }
}
