using Matchmaking.Api.Demo;
using Matchmaking.Api.Services;
using Matchmaking.Core.FinancingRequests;
using Matchmaking.Core.Funds;
using Matchmaking.Core.Risk;
using Matchmaking.Core.Risk.Model;
using Matchmaking.Core.Sessions;
using Matchmaking.Core.Startups;
using Matchmaking.Core.Taxonomies;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Profiles;
using Matchmaking.Ranking.Rankings;

namespace Matchmaking.Tests.Api.Demo;

/// <summary>The open session of a season as the product ranks it.</summary>
internal sealed class DemoMarket
{
    private readonly FactsFactory _facts = new(Taxonomy.Load());
    private readonly Ranker _ranker = new(RankingModels.Prior);
    private readonly DemoSeason _season;
    private readonly Dictionary<StartupId, Startup> _startups;
    private readonly MarketProfile _profile;
    private readonly VetoSet _vetoes;

    public DemoMarket(DemoSeason season, DateOnly asOf)
    {
        _season = season;
        AsOf = asOf;
        _startups = season.Startups.ToDictionary(s => s.Id);
        Registrations = [.. season.Registrations.Where(r => r.SessionId == season.OpenSession.Id)];
        var roster = new SessionRoster(
            season.OpenSession,
            0,
            [.. Registrations.Where(r => r.IsActive && r.Party.Type == PartyType.Startup)],
            [.. Registrations.Where(r => r.IsActive && r.Party.Type == PartyType.Fund)],
            [],
            season.Preferences);
        _vetoes = roster.Vetoes();
        _profile = MarketProfile.Of(MarketBase.Of(season.Requests.Select(Facts)));
        Rankings = season.Funds.ToDictionary(f => f.Id, Rank);
    }

    public DateOnly AsOf { get; }

    /// <summary>All of the open session, the cancelled one included.</summary>
    public IReadOnlyList<Registration> Registrations { get; }

    /// <summary>Of each fund over all asks that were registered for the open session.</summary>
    public IReadOnlyDictionary<FundId, RankingBody> Rankings { get; }

    public LossAccount Account(Fund fund) => LossAccounting.Compute(
        [.. _season.Positions.Where(p => p.FundId == fund.Id).Select(p => PositionState.AsOf(p, AsOf)!.Value)],
        fund.LossAllowance,
        fund.LossBasis,
        fund.CommitmentCny,
        fund.ConcentrationCap);

    private RankingBody Rank(Fund fund)
    {
        var registered = Registrations.Where(r => r.FinancingRequestId is not null).Select(r => r.FinancingRequestId!.Value).ToHashSet();
        var positions = _season.Positions.Where(p => p.FundId == fund.Id).ToList();
        return _ranker.RankFund(
            FundProfile.Of(_facts.Fund(fund, positions, AsOf, id => _startups[id]), new LossModelCache()),
            [.. _season.Requests.Where(r => registered.Contains(r.Id)).Select(r => RequestProfile.Of(Facts(r)))],
            new(AsOf, _profile, _vetoes),
            includeExcluded: true);
    }

    private RequestFacts Facts(FinancingRequest request) => _facts.Request(request, _startups[request.StartupId]);
}
