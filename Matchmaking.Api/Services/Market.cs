using Matchmaking.Core.FinancingRequests;
using Matchmaking.Core.Startups;
using Matchmaking.Core.Storage;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Profiles;

namespace Matchmaking.Api.Services;

/// <summary>All financing requests as rankings see them, at one state of the database. Immutable.</summary>
internal sealed class Market
{
    private Market(
        ChangeStamp stamp,
        IReadOnlyDictionary<StartupId, Startup> startups,
        IReadOnlyDictionary<FinancingRequestId, FinancingRequest> requests,
        IReadOnlyDictionary<FinancingRequestId, RequestProfile> profiles)
    {
        (Stamp, Startups, Requests, ById) = (stamp, startups, requests, profiles);
        Open = [.. profiles.Values.Where(p => p.Facts.Status == RequestStatus.Open)];
        Base = MarketBase.Of(profiles.Values.Select(p => p.Facts));
        Profile = MarketProfile.Of(Base);
    }

    /// <summary>The state.</summary>
    public ChangeStamp Stamp { get; }

    public IReadOnlyDictionary<StartupId, Startup> Startups { get; }

    public IReadOnlyDictionary<FinancingRequestId, FinancingRequest> Requests { get; }

    public IReadOnlyDictionary<FinancingRequestId, RequestProfile> ById { get; }

    /// <summary>Those that are open, in no order.</summary>
    public IReadOnlyList<RequestProfile> Open { get; }

    public MarketBase Base { get; }

    public MarketProfile Profile { get; }

    /// <exception cref="ArgumentException">A request has no startup among them.</exception>
    public static Market Of(ChangeStamp stamp, IEnumerable<Startup> startups, IEnumerable<FinancingRequest> requests, FactsFactory facts)
    {
        var owners = startups.ToDictionary(s => s.Id);
        var asks = requests.ToDictionary(r => r.Id);
        return new Market(stamp, owners, asks, asks.Values.ToDictionary(r => r.Id, r => ProfileOf(r, owners, facts)));
    }

    /// <summary>A later state. What did not change is shared with this one: profiles cost more than all the rest.</summary>
    /// <param name="stamp">The state.</param>
    /// <param name="startups">Those that were made, changed or (null) deleted since.</param>
    /// <param name="requests">Likewise.</param>
    /// <param name="facts">Makes profiles.</param>
    /// <exception cref="ArgumentException">A request has no startup.</exception>
    public Market With(
        ChangeStamp stamp, IReadOnlyDictionary<StartupId, Startup?> startups, IReadOnlyDictionary<FinancingRequestId, FinancingRequest?> requests, FactsFactory facts)
    {
        var owners = Merged(Startups, startups);
        var asks = Merged(Requests, requests);
        var profiles = new Dictionary<FinancingRequestId, RequestProfile>(ById);
        foreach (var id in requests.Keys)
            profiles.Remove(id);
        // A request inherits of its startup what it does not say itself.
        foreach (var request in asks.Values.Where(r => requests.ContainsKey(r.Id) || startups.ContainsKey(r.StartupId)))
            profiles[request.Id] = ProfileOf(request, owners, facts);
        return new Market(stamp, owners, asks, profiles);
    }

    private static RequestProfile ProfileOf(FinancingRequest request, Dictionary<StartupId, Startup> startups, FactsFactory facts) =>
        startups.TryGetValue(request.StartupId, out var startup)
            ? RequestProfile.Of(facts.Request(request, startup))
            : throw new ArgumentException($"The request {request.Id} has no startup.", nameof(startups));

    private static Dictionary<TId, T> Merged<TId, T>(IReadOnlyDictionary<TId, T> earlier, IReadOnlyDictionary<TId, T?> changes)
        where TId : struct
        where T : class
    {
        var merged = new Dictionary<TId, T>(earlier);
        foreach (var (id, changed) in changes)
        {
            if (changed is null)
                merged.Remove(id);
            else
                merged[id] = changed;
        }

        return merged;
    }
}
