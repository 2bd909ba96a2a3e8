using Matchmaking.Core.Common;
using Matchmaking.Core.Risk.Model;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Features;
using Matchmaking.Ranking.Histories;
using Matchmaking.Ranking.Profiles;
using Matchmaking.Ranking.Rankings;
using Matchmaking.Ranking.Tags;
using Matchmaking.Tests.Ranking.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Histories;

/// <summary>What a fund's own positions say in its rankings.</summary>
internal sealed class BookHistoryTests
{
    // Those that read rounds; the habits compare positions with the base rates of all requests.
    private static readonly string[] _names =
    [
        "round-likeness", "nearest-round", "recent-round-likeness", "nearest-company", "earlier-backers", "backed-share", "days-since-backed", "follow-on-rate", "pace", "days-since-invested", "days-since-round",
        "usual-investors", "company-age", "same-amount-habit", "amount-step",
        "amount-distance", "amount-for-stage-distance", "stage-step", "age-distance", "earlier-rounds-distance", "raised-distance", "backers-distance", "place-size-distance",
    ];

    private static readonly int[] _columns = [.. _names.Select(n => FeatureSet.All.Infos.ToList().FindIndex(i => i.Name == n))];

    [Test]
    public void Rows_RandomBooks_EqualThePlainComputationOverPositionsAndSample([Range(1, 4)] int seed)
    {
        var random = new RandomFacts(seed);
        RequestFacts[] requests = [.. Enumerable.Range(1, 40).Select(random.Request)];
        var market = MarketProfile.Of(MarketBase.Of(requests));
        var compared = 0;
        for (var number = 1; number <= 30; number++)
        {
            var (book, mandate) = (Open(random.Book()), new FundMandate { Id = Samples.Fund(number) });
            var pool = Pool(mandate, book, requests, market);
            var rounds = Rounds(book, market);
            if (rounds.Length == 0)
            {
                Assert.That(Rows(pool), Is.All.NaN);
                continue;
            }

            var rows = Rows(pool);
            var plain = new PlainHistory(rounds, Samples.AsOf);
            for (var i = 0; i < pool.Items.Count; i++)
            {
                var request = requests.Single(r => r.Id == pool.Items[i].FinancingRequestId);
                var expected = plain.Features("fund", [], OfferOf(request, pool.Items[i].TicketCny.Fen));
                for (var n = 0; n < _names.Length; n++)
                    Assert.That(rows[(i * _names.Length) + n], Is.EqualTo((float)expected[_names[n]]).Within(1e-4).Or.EqualTo((float)expected[_names[n]]), _names[n]);
                compared++;
            }
        }

        Assert.That(compared, Is.GreaterThan(100));
    }

    [Test]
    public void Rows_PositionsOfTheDayAndLater_ChangeNothing()
    {
        var random = new RandomFacts(9);
        RequestFacts[] requests = [.. Enumerable.Range(1, 40).Select(random.Request)];
        var market = MarketProfile.Of(MarketBase.Of(requests));
        var mandate = new FundMandate { Id = Samples.Fund(1) };
        var book = Enumerable.Range(0, 50).Select(_ => Open(random.Book())).First(b => b.Positions.Count(p => p.InvestedOn < Samples.AsOf) > 1);
        var later = book.Positions[0] with { Id = new(new Guid(9, 9, 9, new byte[8])), InvestedOn = Samples.AsOf };

        var before = Rows(Pool(mandate, book, requests, market));
        var after = Rows(Pool(mandate, book with { Positions = [.. book.Positions, later, later with { Id = new(new Guid(9, 9, 8, new byte[8])), InvestedOn = Samples.AsOf.AddDays(30) }] }, requests, market));

        Assert.That(before, Has.Some.Not.NaN);
        Assert.That(after, Is.EqualTo(before));
    }

    [Test]
    public void Rows_FactsFromBeforePositionsHadDays_AllMissing()
    {
        var random = new RandomFacts(10);
        RequestFacts[] requests = [.. Enumerable.Range(1, 40).Select(random.Request)];
        var book = Open(random.Book());
        var undated = book with { Positions = [.. book.Positions.Select(p => p with { InvestedOn = null })] };

        Assert.That(Rows(Pool(new() { Id = Samples.Fund(1) }, undated, requests, MarketProfile.Of(MarketBase.Of(requests)))), Is.Not.Empty.And.All.NaN);
        Assert.That(Rows(Pool(new() { Id = Samples.Fund(1) }, book, requests, MarketProfile.Of(MarketBase.Of(requests) with { Sample = null }))), Is.Not.Empty.And.All.NaN);
    }

    [Test]
    public void Sample_OfManyRequests_TheSameWhateverTheirOrderAndStable()
    {
        var random = new RandomFacts(11);
        RequestFacts[] requests = [.. Enumerable.Range(1, 500).Select(random.Request)];

        var sample = MarketBase.Of(requests).Sample!;
        var fewer = MarketBase.Of(requests.Skip(1)).Sample!;

        Assert.That(sample, Has.Count.EqualTo(200));
        Assert.That(Text(MarketBase.Of(requests.Reverse())), Is.EqualTo(Text(MarketBase.Of(requests))));
        Assert.That(sample.Select(Offer).Intersect(fewer.Select(Offer)).Count(), Is.GreaterThanOrEqualTo(sample.Select(Offer).Distinct().Count() - 1), "one request less takes one offer away at most");

        static string Text(MarketBase market) => System.Text.Json.JsonSerializer.Serialize(market, WireJson.Options);

        static string Offer(MarketOffer offer) => System.Text.Json.JsonSerializer.Serialize(offer, WireJson.Options);
    }

    /// <summary>With room for every ticket.</summary>
    private static FundBook Open(FundBook book) => new() { CommitmentCny = Money.Max, Positions = book.Positions };

    private static CandidatePool Pool(FundMandate mandate, FundBook book, RequestFacts[] requests, MarketProfile market) => CandidatePool.OfFund(
        FundProfile.Of(new(mandate, book), new LossModelCache()),
        IdOrder.Sorted([.. requests.Select(RequestProfile.Of)], r => r.Order, "requests"),
        Samples.Context() with { Market = market },
        includeExcluded: false,
        withHistories: true);

    /// <summary>The compared columns of all pairs, one pair after the other.</summary>
    private static float[] Rows(CandidatePool pool) =>
        [.. FeatureSet.All.Rows(pool.Pairs).Chunk(FeatureSet.All.Count).SelectMany(row => _columns.Select(c => row[c]))];

    private static Round[] Rounds(FundBook book, MarketProfile market)
    {
        var own = book.Positions.Where(p => p.InvestedOn < Samples.AsOf).OrderBy(p => p.InvestedOn).ThenBy(p => p.Id).ToArray();
        return own.Length == 0 ? [] :
        [
            .. own.Select(p => new Round(
                new()
                {
                    Company = p.StartupId?.ToString() ?? p.Id.ToString(),
                    Tags = CandidateTags.Of(p),
                    StageRung = (int)p.Stage,
                    Amount = p.CostCny.Fen,
                    FoundedOn = p.FoundedOn,
                },
                p.InvestedOn!.Value,
                ["fund"])),
            .. market.Facts.Sample!.Select((o, i) => new Round(
                new() { Company = $"other {i}", Tags = CandidateTags.Of(o), StageRung = (int?)o.Stage, Amount = o.AmountCny.Fen, FoundedOn = o.FoundedOn }, Samples.AsOf.AddDays(-1), [])),
        ];
    }

    private static Offer OfferOf(RequestFacts request, long amount) => new()
    {
        Company = request.StartupId.ToString(),
        Tags = CandidateTags.Of(request),
        StageRung = (int?)request.Stage,
        Amount = amount,
        FoundedOn = request.FoundedOn,
    };
}
