using Matchmaking.Core.Funds;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Funds;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Profiles;

namespace Matchmaking.Api.Services;

/// <summary>Reads funds as rankings see them.</summary>
internal sealed class FundReader(FactsFactory facts)
{
    /// <summary>A fund with its books on a day.</summary>
    public async Task<FundFacts> Facts(Db db, Fund fund, DateOnly asOf, Market market) =>
        facts.Fund(fund, await PositionStore.OfFund(db, fund.Id), asOf, id => market.Startups.GetValueOrDefault(id));

    /// <summary>What all funds declare.</summary>
    public async Task<IReadOnlyList<MandateProfile>> Mandates(Db db) =>
        [.. (await FundStore.Entities.All(db)).Select(f => MandateProfile.Of(facts.Mandate(f)))];

    public MandateProfile Mandate(Fund fund) => MandateProfile.Of(facts.Mandate(fund));
}
