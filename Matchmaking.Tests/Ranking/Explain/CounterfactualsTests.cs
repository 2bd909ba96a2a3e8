using System.Text.Json;
using Matchmaking.Core.Common;
using Matchmaking.Core.Funds;
using Matchmaking.Core.Risk.Model;
using Matchmaking.Ranking.Explain;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Limits;
using Matchmaking.Ranking.Profiles;
using Matchmaking.Tests.Ranking.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Explain;

internal sealed class CounterfactualsTests
{
    [Test]
    public void Smallest_AskBelowMinimum_RaisesToMinimum()
    {
        var change = Smallest(Samples.GoodRequest with { AmountCny = Samples.Yuan(3_000_000), MinTicketCny = Samples.Yuan(1) });

        Assert.That(change, Is.EqualTo(Change("amountCny", "3000000", "5000000")));
    }

    [Test]
    public void Smallest_ShareAboveMaximum_LowersTheShare()
    {
        var change = Smallest(Samples.GoodRequest with { MinTicketCny = Samples.Yuan(25_000_000) });

        Assert.That(change, Is.EqualTo(Change("minTicketCny", "25000000", "20000000")));
    }

    [Test]
    public void Smallest_Uncalled_LowersTheAskOnlyAsFarAsNeeded()
    {
        var change = Smallest(Samples.GoodRequest, book: Samples.GoodBook with { InvestedFen = Samples.Yuan(85_000_000).Fen + 1 });

        Assert.That(change, Is.EqualTo(Change("amountCny", "30000000", "14999999.99")));
    }

    [Test]
    public void Smallest_Stage_NearestOfTheFunds()
    {
        var change = Smallest(Samples.GoodRequest with { Stage = Stage.C }, Samples.GoodMandate with { Stages = [Stage.Seed, Stage.A, Stage.PreIpo] });

        Assert.That(change, Is.EqualTo(Change("stage", "\"c\"", "\"a\"")), "two steps either way: the earlier one");
    }

    [Test]
    public void Smallest_Sector_AddsTheClosest()
    {
        var change = Smallest(Samples.GoodRequest with { Sectors = [Samples.Storage] }, Samples.GoodMandate with { Sectors = [Samples.Health, Samples.Hydrogen] });

        Assert.That(change, Is.EqualTo(Change("sectors", """["storage"]""", """["storage","hydrogen"]""")));
    }

    [Test]
    public void Smallest_ClosedFund_ReopensTheFund() => Assert.That(
        Smallest(Samples.GoodRequest, Samples.GoodMandate with { Status = FundStatus.Closed }), Is.EqualTo(Change("fund.status", "\"closed\"", "\"open\"")));

    [Test]
    public void Smallest_TwoIndependentFailures_None() =>
        Assert.That(Smallest(Samples.GoodRequest with { Stage = Stage.C, District = "jiangan" }), Is.Null);

    [Test]
    public void Smallest_Vetoed_None()
    {
        var signals = new LimitSignals(Samples.GoodRequest, Samples.GoodMandate, new BookProfile(Samples.GoodBook, new LossModelCache()), Samples.AsOf, true);

        Assert.That(Counterfactuals.Smallest(signals), Is.Null);
    }

    [Test]
    public void Smallest_BreachedAllowanceOrNoCommitment_None()
    {
        Assert.That(Smallest(Samples.GoodRequest, book: Samples.GoodBook with { InvestedFen = 100, RealisedLossFen = 100 }), Is.Null);
        Assert.That(Smallest(Samples.GoodRequest, book: Samples.GoodBook with { CommitmentCny = null }), Is.Null);
    }

    [Test]
    public void Smallest_RandomPairs_AgreesWithBruteForce([Values(1, 2, 3)] int seed, [Values] bool withBook)
    {
        var random = new RandomFacts(seed);
        var (found, none) = (0, 0);
        for (var i = 0; i < 3_000; i++)
        {
            var (request, mandate, facts) = (random.Request(1).Canonical(), random.Mandate(1).Canonical(), random.Book());
            var book = withBook ? facts : null;
            if (PlainJudge.Passes(request, mandate, book, Samples.AsOf))
                continue;

            var change = Counterfactuals.Smallest(new(request, mandate, book is null ? null : new BookProfile(book, new LossModelCache()), Samples.AsOf, false));

            var all = BruteForce.Changes(request, mandate, book, Samples.AsOf).Where(c => PlainJudge.Passes(c.Request, c.Mandate, book, Samples.AsOf)).ToList();
            if (change is null)
            {
                Assert.That(all, Is.Empty, $"{request} {mandate} {facts}");
                none++;
                continue;
            }

            var best = all.Min(c => (c.Cost, c.Size));
            Assert.That(all.Where(c => (c.Cost, c.Size) == best).Select(c => (c.Field, c.To)), Does.Contain((change.Field, change.To.Json)));
            found++;
        }

        Assert.That((found > 100, none > 100), Is.EqualTo((true, true)), "the sample has both kinds");
    }

    private static Counterfactual? Smallest(RequestFacts request, FundMandate? mandate = null, FundBook? book = null) => Counterfactuals.Smallest(
        new(request, mandate ?? Samples.GoodMandate, new BookProfile(book ?? Samples.GoodBook, new LossModelCache()), Samples.AsOf, false));

    private static Counterfactual Change(string field, string from, string to) => new(field, Value(from), Value(to));

    private static LimitValue Value(string json) => JsonSerializer.Deserialize<LimitValue>(json, WireJson.Options)!;
}
