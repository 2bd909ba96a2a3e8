using Matchmaking.Core.Funds;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.FinancingRequests;
using Matchmaking.Core.Storage.Funds;
using Matchmaking.Core.Storage.Outcomes;
using Matchmaking.Core.Storage.Startups;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Profiles;

namespace Matchmaking.Api.Services;

/// <summary>Reads funds as rankings see them.</summary>
internal sealed class FundReader(FactsFactory facts)
{
    /// <summary>A fund with its books on a day, and with what came of it and startups before that.</summary>
    public async Task<FundFacts> Facts(Db db, Fund fund, DateOnly asOf)
    {
        var positions = await PositionStore.OfFund(db, fund.Id);
        var outcomes = await OutcomeStore.OfFund(db, fund.Id, asOf);
        var startups = await StartupStore.Entities.Find(db, positions.Where(p => p.StartupId is not null).Select(p => p.StartupId!.Value.Value));
        var requests = await FinancingRequestStore.Entities.Find(db, outcomes.Select(o => o.FinancingRequestId.Value));
        return facts.Fund(
            fund,
            positions,
            asOf,
            id => startups.GetValueOrDefault(id.Value),
            outcomes.Select(o => new MeetingFacts { StartupId = requests[o.FinancingRequestId.Value].StartupId, Result = o.Result, OccurredOn = o.OccurredOn }));
    }

    /// <summary>What all funds declare.</summary>
    public async Task<IReadOnlyList<MandateProfile>> Mandates(Db db) =>
        [.. (await FundStore.Entities.All(db)).Select(f => MandateProfile.Of(facts.Mandate(f)))];

    public MandateProfile Mandate(Fund fund) => MandateProfile.Of(facts.Mandate(fund));
}
