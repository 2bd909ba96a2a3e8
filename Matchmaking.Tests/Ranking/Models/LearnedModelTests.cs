using Matchmaking.Core.Common;
using Matchmaking.Core.Risk.Model;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Features;
using Matchmaking.Ranking.ModelFiles;
using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Profiles;
using Matchmaking.Ranking.Rankings;
using Matchmaking.Ranking.Trees;
using Matchmaking.Tests.Ranking.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Models;

internal sealed class LearnedModelTests
{
    private static readonly ModelFile _file = RandomModels.File(1);
    private static readonly Ranker _ranker = new(new LearnedModel(_file));

    [Test]
    public void RankFund_RandomRequests_ContributionsAddUpAndRanksFollowTheTrees()
    {
        var (fund, requests, context) = Market(8);

        var body = _ranker.RankFund(fund, requests, context);

        Assert.That((body.ModelVersion, body.Items.Count > 100), Is.EqualTo(("learned-1", true)));
        Assert.That(body.Items.Select(i => i.RawScore), Is.Ordered.Descending);
        foreach (var item in body.Items)
        {
            Assert.That(item.Contributions.Select(c => c.Feature), Is.EqualTo(FeatureSet.All.Infos.Select(i => i.Name)));
            Assert.That(item.Baseline + item.Contributions.Sum(c => c.Contribution), Is.EqualTo(item.RawScore).Within(1e-9));
            Assert.That(item.Score, Is.EqualTo(ScoreScale.Score(item.RawScore)));
            float[] row = [.. item.Contributions.Select(c => c.Value is { } value ? (float)value : float.NaN)];
            Assert.That(FixedScore.ToDouble(_file.Part("fund-to-requests").Ensemble.Score(row)), Is.EqualTo(item.RawScore));
        }
    }

    [Test]
    public void RankRequest_AnyFunds_PublicFeaturesAlone()
    {
        var random = new RandomFacts(9);
        var request = RequestProfile.Of(Samples.GoodRequest);
        FundMandate[] mandates = [.. Enumerable.Range(1, 60).Select(random.Mandate)];

        var body = _ranker.RankRequest(request, [.. mandates.Select(MandateProfile.Of)], Samples.Context(), includeIntervals: true);

        Assert.That(body.Items, Is.Not.Empty);
        Assert.That(body.Items[0].Contributions.Select(c => c.Feature), Is.EqualTo(FeatureSet.All.Infos.Where(i => i.IsPublic).Select(i => i.Name)));
    }

    [Test]
    public void Rankings_WrittenAndRead_SameBytes()
    {
        var (fund, requests, context) = Market(10);

        var bytes = RankingBodyCodec.Write(_ranker.RankFund(fund, requests, context, includeExcluded: true, includeIntervals: true));

        Assert.That(RankingBodyCodec.Write(RankingBodyCodec.Read(bytes)), Is.EqualTo(bytes));
        Assert.That(
            RankingBodyCodec.Write(new Ranker(new LearnedModel(ModelFile.Read(_file.ToBytes()))).RankFund(fund, [.. requests.Reverse()], context, includeExcluded: true, includeIntervals: true)),
            Is.EqualTo(bytes),
            "nor does it matter that the model was a file, or in which order requests came");
    }

    [Test]
    public void RankFund_IntervalsAskedFor_BestAndWorstRankOverAllRefits()
    {
        var (fund, requests, context) = Market(11);

        var body = _ranker.RankFund(fund, requests, context, includeIntervals: true);

        var part = _file.Part("fund-to-requests");
        var items = body.Items.OrderBy(i => i.FinancingRequestId.ToString(), StringComparer.Ordinal).ToArray();
        float[][] rows = [.. items.Select(i => i.Contributions.Select(c => c.Value is { } value ? (float)value : float.NaN).ToArray())];
        long[][] scores = [.. part.Refits.Prepend(part.Ensemble).Select(e => rows.Select(r => e.Score(r)).ToArray())];
        for (var i = 0; i < items.Length; i++)
        {
            int[] ranks = [.. scores.Select(s => 1 + s.Where((other, j) => other > s[i] || (other == s[i] && j < i)).Count())];
            Assert.That((items[i].RankInterval!.Best, items[i].RankInterval!.Worst, items[i].Rank), Is.EqualTo((ranks.Min(), ranks.Max(), ranks[0])));
        }
    }

    [Test]
    public void RankFund_IntervalsNotAskedForOrNoRefits_None()
    {
        var (fund, requests, context) = Market(11);

        Assert.That(_ranker.RankFund(fund, requests, context).Items.Select(i => i.RankInterval), Is.All.Null);
        var without = new Ranker(new LearnedModel(RandomModels.File(1, refits: 0)));
        Assert.That(without.RankFund(fund, requests, context, includeIntervals: true).Items.Select(i => i.RankInterval), Is.All.Null);
        Assert.That(new Ranker(RankingModels.Prior).RankFund(fund, requests, context, includeIntervals: true).Items.Select(i => i.RankInterval), Is.All.Null);
    }

    [Test]
    public void Constructor_FileWithoutADirectionOrWithOtherFeatures_Refused()
    {
        Assert.That(Code(_file with { Parts = [_file.Parts[0]] }), Is.EqualTo("damaged"));
        Assert.That(Code(_file with { Parts = [_file.Parts[0], _file.Parts[0] with { Name = "request-to-funds" }] }), Is.EqualTo("features-differ"), "private features never rank funds for a request");
    }

    private static string Code(ModelFile file) => Assert.Throws<ModelFileException>(() => _ = new LearnedModel(file))!.Code;

    private static (FundProfile Fund, RequestProfile[] Requests, RankingContext Context) Market(int seed)
    {
        var random = new RandomFacts(seed);
        var requests = Enumerable.Range(1, 400).Select(random.Request).ToArray();
        var fund = new FundFacts(new() { Id = Samples.Fund(1) }, random.Book() with { CommitmentCny = Money.Max });
        return (
            FundProfile.Of(fund, new LossModelCache()),
            [.. requests.Select(RequestProfile.Of)],
            Samples.Context() with { Market = MarketProfile.Of(MarketBase.Of(requests)) });
    }
}
