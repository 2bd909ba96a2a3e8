using Matchmaking.Core.Common;
using Matchmaking.Core.FinancingRequests;
using Matchmaking.Core.Risk.Model;
using Matchmaking.Core.Sessions;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Index;
using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Profiles;
using Matchmaking.Ranking.Rankings;
using Matchmaking.Tests.Ranking.Support;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Index;

/// <summary>Seeded requests, funds and models of every kind, and the comparison of an index with the ranker.</summary>
internal sealed class IndexCases(int seed)
{
    private readonly RandomFacts _facts = new(seed);

    /// <summary>Scorecards, and trees over all columns and over some.</summary>
    public static IReadOnlyList<IRankingModel> Models(int seed) =>
    [
        .. RankingModels.All,
        new LearnedModel(RandomModels.File(seed)),
        new LearnedModel(RandomModels.Of(seed + 1, Strings.Of("round-likeness", "amount", "own-preference", "sector-habit"), Strings.Of("amount"))),
    ];

    /// <summary>Most are of startups of their own, which no fund holds.</summary>
    public RequestFacts Request(int number)
    {
        var facts = _facts.Request(number);
        return number % 4 == 0 ? facts : facts with { StartupId = Samples.Startup(1_000 + number) };
    }

    /// <summary>Of four families, so that blocks are full, with amounts of every size.</summary>
    public RequestFacts Alike(int number)
    {
        var facts = Request(number);
        var amount = Money.FromFen(number % 50 == 0 ? 0 : 100_000L << (number * 7 % 17));
        amount = Money.FromFen(amount.Fen + amount.Fen / 1_000 * (number % 997));
        return facts with
        {
            Sectors = number % 2 == 0 ? [Samples.FuelCells] : [Samples.Storage, Samples.Health],
            Stage = number / 2 % 2 == 0 ? Stage.Seed : Stage.A,
            Chain = "new-energy",
            AmountCny = amount,
            MinTicketCny = Money.FromFen(number % 31 == 0 ? amount.Fen + 1 : amount.Fen / (1 + number % 4)),
        };
    }

    public RequestFacts[] Requests(int count) => [.. Enumerable.Range(1, count).Select(Request)];

    /// <summary>Some with a loss model, some of before there was one, every third of which takes whatever it is offered.</summary>
    public FundProfile Fund(int number)
    {
        var fund = number % 2 == 0 ? _facts.FundWithRisk(number) : _facts.Fund(number);
        if (number % 3 == 0)
            fund = new(new FundMandate { Id = fund.Mandate.Id }, fund.Book with { CommitmentCny = Money.Max });
        return FundProfile.Of(fund, new LossModelCache());
    }

    public static RankingContext Context(IReadOnlyList<RequestFacts> requests, FundProfile fund)
    {
        var id = fund.Mandate.Facts.Id;
        StatedPreference[] said = [.. requests.Take(3).Select((r, i) => new StatedPreference(id, r.Id, (PreferenceValue)i))];
        return new(Samples.AsOf, MarketProfile.Of(MarketBase.Of(requests)), new VetoSet([new(id, requests[^1].Id), new(Samples.Fund(99), requests[0].Id)]))
        {
            Preferences = new(said),
            HashesSet = true,
        };
    }

    /// <summary>Page by page the index says what the ranker says of profiles, to the byte.</summary>
    public static IndexRanking Check(IndexSnapshot snapshot, IReadOnlyList<RequestFacts> requests, IndexQuery query)
    {
        RequestProfile[] profiles = [.. requests.Where(r => query.Scope == IndexScope.All || r.Status == RequestStatus.Open).Select(RequestProfile.Of)];
        var whole = new Ranker(query.Model).RankFund(query.Fund, profiles, query.Context);
        var ranking = snapshot.Rank(query);
        foreach (var (offset, limit) in ((int, int)[])[(0, 5), (5, 7), (0, whole.Total + 1), (whole.Total, 3)])
        {
            var expected = whole with { Items = [.. whole.Items.Skip(offset).Take(limit)] };
            Assert.That(Json(ranking.Page(offset, limit)), Is.EqualTo(Json(expected)), $"{query.Model.Version}, {query.Fund.Mandate.Facts.Id}, {offset}+{limit}");
        }

        return ranking;
    }

    private static string Json(RankingBody body) => System.Text.Encoding.UTF8.GetString(RankingBodyCodec.Write(body));
}
