using Matchmaking.Core.FinancingRequests;
using Matchmaking.Core.Startups;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.FinancingRequests;
using Matchmaking.Core.Storage.Startups;
using Matchmaking.Ranking.Facts;

namespace Matchmaking.Api.Services;

/// <summary>Reads some requests with their startups.</summary>
internal sealed class RequestReader(FactsFactory facts)
{
    /// <summary>As rankings see them; those that there are, by id.</summary>
    public async Task<IReadOnlyDictionary<FinancingRequestId, RequestFacts>> Facts(Db db, IEnumerable<FinancingRequestId> ids) =>
        (await Entities(db, ids)).ToDictionary(r => r.Key, r => facts.Request(r.Value.Request, r.Value.Startup));

    /// <summary>As they are stored; those that there are, by id.</summary>
    public static async Task<IReadOnlyDictionary<FinancingRequestId, (FinancingRequest Request, Startup Startup)>> Entities(Db db, IEnumerable<FinancingRequestId> ids)
    {
        var requests = await FinancingRequestStore.Entities.Find(db, ids.Select(id => id.Value));
        var startups = await StartupStore.Entities.Find(db, requests.Values.Select(r => r.StartupId.Value));
        return requests.Values.ToDictionary(r => r.Id, r => (r, startups[r.StartupId.Value]));
    }
}
