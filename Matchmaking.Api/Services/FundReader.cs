using Matchmaking.Core.Funds;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Funds;
using Matchmaking.Core.Storage.Outcomes;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Profiles;

namespace Matchmaking.Api.Services;

/// <summary>Reads funds as rankings see them.</summary>
internal sealed class FundReader(FactsFactory facts)
{
    /// <summary>A fund with its books on a day, and with what came of it and startups before that.</summary>
    public async Task<FundFacts> Facts(Db db, Fund fund, DateOnly asOf, Market market) => facts.Fund(
        fund,
        await PositionStore.OfFund(db, fund.Id),
        asOf,
        id => market.Startups.GetValueOrDefault(id),
        (await OutcomeStore.OfFund(db, fund.Id, asOf))
            .Select(o => new MeetingFacts { StartupId = market.Requests[o.FinancingRequestId].StartupId, Result = o.Result, OccurredOn = o.OccurredOn }));

    /// <summary>What all funds declare.</summary>
    public async Task<IReadOnlyList<MandateProfile>> Mandates(Db db) =>
        [.. (await FundStore.Entities.All(db)).Select(f => MandateProfile.Of(facts.Mandate(f)))];

    public MandateProfile Mandate(Fund fund) => MandateProfile.Of(facts.Mandate(fund));
}
