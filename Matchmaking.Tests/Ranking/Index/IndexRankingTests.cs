using Matchmaking.Core.Common;
using Matchmaking.Core.Risk.Model;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Index;
using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Profiles;
using Matchmaking.Ranking.Rankings;
using Matchmaking.Tests.Ranking.Support;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Index;

/// <summary>An index ranks as the ranker does.</summary>
internal sealed class IndexRankingTests
{
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public void Page_RandomRequestsAndFunds_AsTheRanker(int seed)
    {
        var cases = new IndexCases(seed);
        var totals = Compare(cases, seed, cases.Requests(400), 12);

        Assert.That(totals, Has.Some.GreaterThan(100).And.Some.LessThan(10));
    }

    [TestCase(4)]
    [TestCase(5)]
    public void Page_FullBlocks_AsTheRanker(int seed)
    {
        var cases = new IndexCases(seed);
        var totals = Compare(cases, seed, [.. Enumerable.Range(1, 2_000).Select(cases.Alike)], 9);

        Assert.That(totals, Has.Some.GreaterThan(1_000));
    }

    [Test]
    public void Page_AllCases_EveryLimitKeepsSomethingAway()
    {
        var cases = new IndexCases(1);
        var requests = cases.Requests(400);
        var codes = new HashSet<string>();
        for (var f = 1; f <= 12; f++)
        {
            var fund = cases.Fund(f);
            var body = new Ranker(RankingModels.Prior).RankFund(fund, [.. requests.Select(RequestProfile.Of)], IndexCases.Context(requests, fund), includeExcluded: true);
            codes.UnionWith(body.Excluded!.SelectMany(e => e.Reasons).Select(r => r.Code));
        }

        Assert.That(codes, Has.Count.EqualTo(16), string.Join(", ", codes));
    }

    [Test]
    public void Page_TwoThreads_TheSame()
    {
        var cases = new IndexCases(6);
        RequestFacts[] requests = [.. Enumerable.Range(1, 2_000).Select(cases.Alike)];
        var (snapshot, fund) = (RankingIndex.Build(requests).Current, cases.Fund(3));
        foreach (var model in IndexCases.Models(6))
        {
            var query = new IndexQuery(fund, IndexCases.Context(requests, fund), model);

            var (one, two) = (snapshot.Rank(query).Page(0, 60), snapshot.Rank(query with { Threads = 2 }).Page(0, 60));

            Assert.That(RankingBodyCodec.Write(two), Is.EqualTo(RankingBodyCodec.Write(one)));
        }
    }

    [Test]
    public void Page_FewOfMany_ReadsFewBlocksAndScoresFewRows()
    {
        var cases = new IndexCases(7);
        RequestFacts[] requests = [.. Enumerable.Range(1, 4_000).Select(cases.Alike)];
        var fund = FundProfile.Of(
            new(new FundMandate { Id = Samples.Fund(1), Sectors = [Samples.Energy], TicketMinCny = Samples.Yuan(1) }, Samples.GoodBook with { CommitmentCny = Money.Max }), new LossModelCache());
        var snapshot = RankingIndex.Build(requests).Current;
        // Of the trees' columns a row's own bounds leave nothing open.
        var trees = new LearnedModel(RandomModels.Of(7, Strings.Of("prior-score", "amount-fit", "recognitions", "public-prior-score"), Strings.Of("amount")));

        var (scorecard, learned) = (Figures(RankingModels.Prior), Figures(trees));

        Assert.That(scorecard.PassingBlocks, Is.GreaterThan(40));
        Assert.That(scorecard.BlocksRead, Is.LessThan(scorecard.PassingBlocks - 5));
        Assert.That(learned.RowsScored, Is.LessThan(1_000));

        IndexFigures Figures(IRankingModel model)
        {
            var ranking = snapshot.Rank(new(fund, IndexCases.Context(requests, fund), model));
            ranking.Page(0, 5);
            return ranking.Figures;
        }
    }

    [Test]
    public void Page_NoRequests_Empty()
    {
        var fund = new IndexCases(1).Fund(1);

        var ranking = RankingIndex.Build([]).Current.Rank(new(fund, Samples.Context(), RankingModels.Prior));

        Assert.That((ranking.Total, ranking.Page(0, 10).Items.Count, ranking.Page(0, 10).ExcludedTotal), Is.EqualTo((0, 0, 0)));
    }

    [Test]
    public void CanRank_ModelsOfThisBuild_All() => Assert.That(IndexCases.Models(1).Select(IndexSnapshot.CanRank), Is.All.True);

    private static List<int> Compare(IndexCases cases, int seed, RequestFacts[] requests, int funds)
    {
        var snapshot = RankingIndex.Build(requests).Current;
        var totals = new List<int>();
        for (var f = 1; f <= funds; f++)
        {
            var fund = cases.Fund(f);
            foreach (var model in IndexCases.Models(seed))
            {
                var query = new IndexQuery(fund, IndexCases.Context(requests, fund), model) { Scope = f % 4 == 0 ? IndexScope.All : IndexScope.Open };
                totals.Add(IndexCases.Check(snapshot, requests, query).Total);
            }
        }

        return totals;
    }
}
