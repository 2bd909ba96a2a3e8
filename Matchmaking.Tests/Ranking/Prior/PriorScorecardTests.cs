using Matchmaking.Core.Common;
using Matchmaking.Core.Risk.Parameters;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Profiles;
using Matchmaking.Ranking.Rankings;
using Matchmaking.Tests.Ranking.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Prior;

/// <summary>The scorecard by hand; docs/ranking.md has the formulas.</summary>
internal sealed class PriorScorecardTests
{
    // Eight requests in the market. With p = (m + 1) / (8 + 2): energy .5, hydrogen .3, fuel-cells .2, a .3, wuhan .7, hongshan .3.
    private static readonly MarketProfile _market = MarketProfile.Of(new MarketBase
    {
        Items = 8,
        Sectors = [new("energy", 4), new("fuel-cells", 1), new("hydrogen", 2), new("storage", 1)],
        Stages = [new("a", 2), new("pre-a", 2)],
        Places = [new("hongshan", 2), new("wuhan", 6)],
    });

    private static readonly RequestFacts _request = Samples.GoodRequest with { AmountCny = Samples.Yuan(25_000_000), Recognitions = ["hnte"] };

    private static readonly FundMandate _mandate = Samples.GoodMandate with { Sectors = [Samples.Energy], Stages = [Stage.A] };

    // Two investments of 10 million: fuel cells at A in Hongshan, storage at Pre-A in an unknown place.
    private static readonly FundBook _book = Samples.GoodBook with
    {
        InvestedFen = Samples.Yuan(20_000_000).Fen,
        RealisedLossFen = Samples.Yuan(15_000_000).Fen,
        Positions =
        [
            new() { Id = Samples.Position(1), Stage = Stage.A, Sectors = [Samples.FuelCells], District = "hongshan", CostCny = Samples.Yuan(10_000_000) },
            new() { Id = Samples.Position(2), Stage = Stage.PreA, Sectors = [Samples.Storage], CostCny = Samples.Yuan(10_000_000), IsClosed = true },
        ],
        Loss = new()
        {
            Parameters = LossParameters.Default with { Version = "independent", Correlation = new() { Within = Ratio.FromBasisPoints(0), Across = Ratio.FromBasisPoints(0) } },
            BreachTolerance = Ratio.FromBasisPoints(5_000),
            RealisedFen = Samples.Yuan(15_000_000).Fen,
            Exposures = [new(null, Stage.A, Samples.Yuan(10_000_000))],
        },
    };

    private static readonly string[] _publicFeatures =
        ["sector-closeness", "stage-focus", "place-fit", "ticket-share", "amount-fit", "recognitions"];

    [Test]
    public void Score_HandWorkedFund_EveryLine()
    {
        (string Name, double Value, double Contribution)[] expected =
        [
            ("sector-closeness", 1.0 / 3, -1.0 / 6), // fuel-cells lies two steps below energy
            ("stage-focus", 1, 0.25),
            ("place-fit", 1, 0.25),
            ("ticket-share", 0.8, 0.15), // 20 of 25 million
            ("amount-fit", 0.757266, 0.257266), // z = ln 2 / sqrt(3 * 1.44 / 5)
            ("recognitions", 0.2, 0.16),
            ("sector-habit", 0.278661, 0.111465), // (ln 7/6 + ln 1.25 + ln 10/9) / sqrt 3
            ("stage-habit", 0.105361, 0.042144), // ln((1 + 3) / (12 * .3))
            ("place-habit", 0.056570, 0.016971), // ln((1 + 7) / 8.4) + ln((1 + 3) / 3.6)
            ("loss-headroom", 0.85, -0.075), // (.8 * 40 - 15) / 20 million
            // 10 million live at A, nobody shares anything: before, any loss of it breaches: .45. After, the ticket's total loss does (.3), its half with the other's total (.15 * .3).
            ("breach-probability-change", 0.345 - 0.45, 0.21),
        ];

        var item = Rank();

        Assert.That(item.Contributions.Select(c => c.Feature), Is.EqualTo(expected.Select(e => e.Name)));
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.That(item.Contributions[i].Value, Is.EqualTo(expected[i].Value).Within(1e-6), expected[i].Name);
            Assert.That(item.Contributions[i].Contribution, Is.EqualTo(expected[i].Contribution).Within(1e-6), expected[i].Name);
        }

        Assert.That(item.RawScore, Is.EqualTo(1.206180).Within(1e-5));
        Assert.That(item.Score, Is.EqualTo(0.769622).Within(1e-5));
        Assert.That(item.TicketCny, Is.EqualTo(Samples.Yuan(20_000_000)));
        Assert.That(item.Risk!.HeadroomAfterCny, Is.EqualTo(SignedMoney.FromFen(Samples.Yuan(17_000_000).Fen)));
    }

    /// <summary>Kept rankings name it: what it gives never changes.</summary>
    [Test]
    public void Score_FirstScorecard_WithoutTheLossModel()
    {
        var body = new Ranker(RankingModels.Find("prior-1")!).RankFund(
            Samples.Profile(_mandate, _book), [RequestProfile.Of(_request)], Samples.Context() with { Market = _market });

        Assert.That(body.Items.Single().RawScore, Is.EqualTo(0.996180).Within(1e-5));
        Assert.That(body.Items.Single().Contributions.Select(c => c.Feature), Has.None.EqualTo("breach-probability-change"));
    }

    [Test]
    public void Score_PublicDirection_PublicLinesOnly()
    {
        var body = new Ranker(RankingModels.Prior).RankRequest(
            RequestProfile.Of(_request), [MandateProfile.Of(_mandate)], Samples.Context() with { Market = _market });

        Assert.That(body.Items[0].Contributions.Select(c => c.Feature), Is.EqualTo(_publicFeatures));
        // ln(20 / sqrt(5 * 20)) = ln 2, against the usual deviation 1.2: the ticket range stands in for the unknown history.
        Assert.That(body.Items[0].Contributions[4].Value, Is.EqualTo(0.846349).Within(1e-6));
        Assert.That(body.Items[0].Risk, Is.Null);
    }

    [Test]
    public void Score_FundThatDeclaresAndDidNothing_OnlyTheRequestSpeaks()
    {
        var body = new Ranker(RankingModels.Prior).RankFund(
            Samples.Profile(new() { Id = Samples.Fund(1) }, new() { CommitmentCny = Money.Max }), [RequestProfile.Of(_request)], Samples.Context());

        Assert.That(
            body.Items[0].Contributions.Where(c => c.Value is not null).Select(c => (c.Feature, c.Contribution)),
            Is.EqualTo(new[] { ("ticket-share", 0.25), ("recognitions", 0.8 * (1 - (1 - 0.2))) }));
        Assert.That(body.Items[0].Contributions.Where(c => c.Value is null).Select(c => c.Contribution), Is.All.EqualTo(0));
    }

    [Test]
    public void ScoreScale_WideRange_IncreasesWithinOpenInterval()
    {
        var scores = Enumerable.Range(-300, 601).Select(i => ScoreScale.Score(i / 10.0)).ToArray();

        Assert.That(scores, Is.Ordered.Ascending.And.Unique);
        Assert.That((ScoreScale.Score(-1e9) > 0, ScoreScale.Score(1e9) < 1), Is.EqualTo((true, true)));
        Assert.That(ScoreScale.Score(0), Is.EqualTo(0.5));
    }

    [TestCase("prior-1", true)]
    [TestCase("prior-2", true)]
    [TestCase("prior-3", false)]
    [TestCase("", false)]
    public void Find_Version_OnlyKnownOnes(string version, bool known) => Assert.That(RankingModels.Find(version) is not null, Is.EqualTo(known));

    private static RankedItem Rank()
    {
        var body = new Ranker(RankingModels.Prior).RankFund(
            Samples.Profile(_mandate, _book), [RequestProfile.Of(_request)], Samples.Context() with { Market = _market });
        return body.Items.Single();
    }
}
