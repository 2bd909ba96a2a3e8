using Matchmaking.Core.Common;
using Matchmaking.Core.Risk.Model;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Features;
using Matchmaking.Ranking.ModelFiles;
using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Profiles;
using Matchmaking.Ranking.Rankings;
using Matchmaking.Ranking.Snapshots;
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
    public void RankFund_ModelOfSomeFeaturesInAnotherOrder_ScoresItsOwnColumns()
    {
        string[] columns = ["prior-score", "recognitions", "stage-habit", "ticket-share", "round-likeness"];
        var file = RandomModels.Of(3, columns, ["ticket-share", "recognitions"]);
        var (fund, requests, context) = Market(12);

        var all = _ranker.RankFund(fund, requests, context).Items.ToDictionary(i => i.FinancingRequestId!.Value);
        var some = new Ranker(new LearnedModel(file)).RankFund(fund, requests, context);

        Assert.That(some.Items, Has.Count.EqualTo(all.Count).And.Count.GreaterThan(100));
        foreach (var item in some.Items)
        {
            FeatureContribution[] same = [.. columns.Select(name => all[item.FinancingRequestId!.Value].Contributions.Single(c => c.Feature == name))];
            Assert.That(item.Contributions.Select(c => (c.Feature, c.Value)), Is.EqualTo(same.Select(c => (c.Feature, c.Value))));
            float[] row = [.. same.Select(c => c.Value is { } value ? (float)value : float.NaN)];
            Assert.That(FixedScore.ToDouble(file.Part("fund-to-requests").Ensemble.Score(row)), Is.EqualTo(item.RawScore));
            Assert.That(item.Baseline + item.Contributions.Sum(c => c.Contribution), Is.EqualTo(item.RawScore).Within(1e-9));
        }
    }

    [Test]
    public void Replay_FreezeOfAModelOfSomeFeatures_Identical()
    {
        var model = new LearnedModel(RandomModels.Of(4, ["stage-habit", "place-fit"], ["place-fit"]));
        var snapshot = new RandomFacts(13).Snapshot(6, 20) with { ModelVersion = model.Version };

        var kept = SnapshotRanking.Compute(snapshot, model);

        Assert.That(Replay.Run(snapshot.ToBytes(), kept, new LearnedModel(ModelFile.Read(RandomModels.Of(4, ["stage-habit", "place-fit"], ["place-fit"]).ToBytes()))).Identical, Is.True);
    }

    [Test]
    public void Constructor_FileWithoutADirectionOrWithOtherFeatures_Refused()
    {
        Assert.That(Refusal(_file with { Parts = [_file.Parts[0]] }).Code, Is.EqualTo("damaged"));
        var secret = Refusal(RandomModels.Of(5, ["place-fit"], ["place-fit", "stage-habit"]));
        Assert.That(
            (secret.Code, secret.Message),
            Is.EqualTo(("features-differ", "Column 2 of the model is stage-habit; here request-to-funds has no such feature.")),
            "private features never rank funds for a request");
    }

    private static ModelFileException Refusal(ModelFile file) => Assert.Throws<ModelFileException>(() => _ = new LearnedModel(file))!;

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
