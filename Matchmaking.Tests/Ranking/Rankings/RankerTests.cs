using Matchmaking.Core.Common;
using Matchmaking.Core.Risk.Model;
using Matchmaking.Core.Sessions;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Profiles;
using Matchmaking.Ranking.Rankings;
using Matchmaking.Tests.Ranking.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Rankings;

internal sealed class RankerTests
{
    private static readonly Ranker _ranker = new(RankingModels.Prior);

    [Test]
    public void RankFund_RandomRequests_RankedAndExcludedAsTheOracleSays()
    {
        var random = new RandomFacts(7);
        var requests = Enumerable.Range(1, 400).Select(random.Request).ToArray();
        for (var f = 1; f <= 10; f++)
        {
            var fund = random.Fund(f);

            var body = _ranker.RankFund(FundProfile.Of(fund, new LossModelCache()), Profiles(requests), Samples.Context(), includeExcluded: true);

            var passing = requests.Where(r => PlainJudge.Passes(r, fund.Mandate, fund.Book, Samples.AsOf)).Select(r => r.Id);
            Assert.That(body.Items.Select(i => i.FinancingRequestId!.Value), Is.EquivalentTo(passing));
            Assert.That(body.Excluded!.Select(e => e.FinancingRequestId!.Value), Is.EqualTo(requests.Select(r => r.Id).Except(passing)));
            Assert.That(body.Excluded!.Select(e => e.Reasons), Is.All.Not.Empty);
            Assert.That((body.Total, body.ExcludedTotal), Is.EqualTo((body.Items.Count, body.Excluded!.Count)));
        }
    }

    [Test]
    public void RankFund_RandomRequests_ContributionsAddUpAndOrderIsTotal()
    {
        var random = new RandomFacts(8);
        var requests = Enumerable.Range(1, 400).Select(random.Request).ToArray();
        var context = Samples.Context() with { Market = MarketProfile.Of(MarketBase.Of(requests)) };

        var body = _ranker.RankFund(Samples.Profile(new() { Id = Samples.Fund(1) }, random.Book() with { CommitmentCny = Money.Max }), Profiles(requests), context);

        Assert.That(body.Items, Has.Count.GreaterThan(100));
        foreach (var item in body.Items)
        {
            Assert.That(item.Baseline + item.Contributions.Sum(c => c.Contribution), Is.EqualTo(item.RawScore).Within(1e-9));
            Assert.That(item.Score, Is.EqualTo(ScoreScale.Score(item.RawScore)));
        }

        var byHand = body.Items.OrderByDescending(i => i.RawScore).ThenBy(i => i.FinancingRequestId.ToString(), StringComparer.Ordinal);
        Assert.That(body.Items.Select(i => i.FinancingRequestId), Is.EqualTo(byHand.Select(i => i.FinancingRequestId)));
        Assert.That(body.Items.Select(i => i.Rank), Is.EqualTo(Enumerable.Range(1, body.Items.Count)));
    }

    [Test]
    public void RankFund_EqualScores_OrderedByIdText()
    {
        // The middle one and the last differ in their top bit, where a signed comparison would go wrong.
        FinancingRequestId[] ids =
        [
            FinancingRequestId.Parse("00000001-0000-7000-8000-000000000000"),
            FinancingRequestId.Parse("7fffffff-0000-7000-8000-000000000000"),
            FinancingRequestId.Parse("80000000-0000-7000-8000-000000000000"),
        ];
        var requests = ids.AsEnumerable().Reverse().Select(id => Samples.GoodRequest with { Id = id });

        var body = _ranker.RankFund(Samples.Profile(Samples.GoodMandate, Samples.GoodBook), Profiles(requests), Samples.Context());

        Assert.That(body.Items.Select(i => i.FinancingRequestId!.Value), Is.EqualTo(ids));
    }

    [Test]
    public void RankFund_HashedAsASet_SameRankingAnotherHash()
    {
        var random = new RandomFacts(9);
        var (fund, requests) = (FundProfile.Of(random.Fund(1), new LossModelCache()), Profiles(Enumerable.Range(1, 100).Select(random.Request)));

        var listed = _ranker.RankFund(fund, requests, Samples.Context());
        var set = _ranker.RankFund(fund, requests, Samples.Context() with { HashesSet = true });
        var fewer = _ranker.RankFund(fund, [.. requests.Skip(1)], Samples.Context() with { HashesSet = true });

        Assert.That(new[] { listed.InputHash, set.InputHash, fewer.InputHash }, Is.Unique);
        Assert.That(RankingBodyCodec.Write(set with { InputHash = listed.InputHash }), Is.EqualTo(RankingBodyCodec.Write(listed)));
        Assert.That(_ranker.RankFund(fund, random.Shuffled(requests), Samples.Context() with { HashesSet = true }).InputHash, Is.EqualTo(set.InputHash));
    }

    [Test]
    public void RankFund_PlainAndWithExcluded_SameRankingAndHash()
    {
        var random = new RandomFacts(9);
        var (fund, requests) = (FundProfile.Of(random.Fund(1), new LossModelCache()), Profiles(Enumerable.Range(1, 100).Select(random.Request)));

        var plain = _ranker.RankFund(fund, requests, Samples.Context());
        var full = _ranker.RankFund(fund, requests, Samples.Context(), includeExcluded: true);

        Assert.That(RankingBodyCodec.Write(full with { Excluded = null }), Is.EqualTo(RankingBodyCodec.Write(plain)));
    }

    [Test]
    public void RankFund_SameRequestTwice_Throws()
    {
        var fund = Samples.Profile(Samples.GoodMandate, Samples.GoodBook);

        Assert.That(() => _ranker.RankFund(fund, Profiles([Samples.GoodRequest, Samples.GoodRequest]), Samples.Context()), Throws.ArgumentException);
    }

    [Test]
    public void RankFund_NoCandidates_EmptyBody()
    {
        var body = _ranker.RankFund(Samples.Profile(Samples.GoodMandate, Samples.GoodBook), [], Samples.Context());

        Assert.That((body.Total, body.ExcludedTotal, body.Items.Count), Is.EqualTo((0, 0, 0)));
        Assert.That(body.Subject, Is.EqualTo(new Subject(RankingSubject.Fund, Samples.Fund(1).Value)));
    }

    [Test]
    public void RankBothWays_VetoedPair_ExcludedForBothOnly()
    {
        var context = Samples.Context(new Veto(Samples.Fund(1), Samples.Request(1)));
        var other = Samples.GoodRequest with { Id = Samples.Request(2) };

        var fund = _ranker.RankFund(Samples.Profile(Samples.GoodMandate, Samples.GoodBook), Profiles([Samples.GoodRequest, other]), context, true);
        var request = _ranker.RankRequest(RequestProfile.Of(Samples.GoodRequest), [MandateProfile.Of(Samples.GoodMandate)], context, true);

        Assert.That(fund.Items.Select(i => i.FinancingRequestId), Is.EqualTo(new[] { other.Id }));
        Assert.That(fund.Excluded!.Single().Reasons.Select(r => r.Code), Is.EqualTo(new[] { Codes.Vetoed }));
        Assert.That(request.Excluded!.Single().Reasons.Select(r => r.Code), Is.EqualTo(new[] { Codes.Vetoed }));
    }

    [Test]
    public void InputHash_AnyInputChanged_Differs()
    {
        var baseline = Hash();
        string[] changed =
        [
            Hash(request: r => r with { ValidUntil = null }),
            Hash(mandate: m => m with { Stages = [Stage.A] }),
            Hash(book: b => b with { RealisedLossFen = 1 }),
            Hash(context: c => c with { AsOf = c.AsOf.AddDays(-1) }),
            Hash(context: c => c with { Market = MarketProfile.Of(MarketBase.Of([Samples.GoodRequest])) }),
            Hash(context: c => c with { Vetoes = new VetoSet([new Veto(Samples.Fund(1), Samples.Request(9))]) }),
        ];

        Assert.That(changed.Append(baseline), Is.Unique);
        Assert.That(Hash(mandate: m => m with { Instruments = [.. m.Instruments.Reverse()] }), Is.EqualTo(baseline), "the order of a list means nothing");
        Assert.That(Hash(context: c => c with { Vetoes = new VetoSet([new Veto(Samples.Fund(2), Samples.Request(1))]) }), Is.EqualTo(baseline), "another fund's veto");
    }

    private static string Hash(
        Func<RequestFacts, RequestFacts>? request = null,
        Func<FundMandate, FundMandate>? mandate = null,
        Func<FundBook, FundBook>? book = null,
        Func<RankingContext, RankingContext>? context = null) => _ranker.RankFund(
            Samples.Profile((mandate ?? (m => m))(Samples.GoodMandate), (book ?? (b => b))(Samples.GoodBook)),
            Profiles([(request ?? (r => r))(Samples.GoodRequest)]),
            (context ?? (c => c))(Samples.Context())).InputHash;

    private static RequestProfile[] Profiles(IEnumerable<RequestFacts> requests) => [.. requests.Select(RequestProfile.Of)];
}
