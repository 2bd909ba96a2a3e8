using Matchmaking.Core.Common;
using Matchmaking.Core.Risk;
using Matchmaking.Core.Risk.Model;
using Matchmaking.Core.Risk.Parameters;
using Matchmaking.Tests.Core.Risk.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Core.Risk.Tickets;

internal sealed class TicketSearchTests
{
    /// <summary>Against every fen: funds of all allowances, also with gains, breached ones and empty ones.</summary>
    [Test]
    public void LargestTolerated_RandomFunds_AsTryingEveryFen()
    {
        var found = 0;
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new RandomPortfolios(seed);
            var portfolio = random.Portfolio(random.Next(0, 6));
            var realised = random.Next(-30, 60);
            var losses = new FundLosses(
                portfolio.AtRisk + Money.FromFen(random.Next(0, 80)), SignedMoney.FromFen(realised), Ratio.FromBasisPoints(100 * random.Next(0, 100)), Ratio.FromBasisPoints(100 * random.Next(0, 100)));
            var (chain, stage) = (new FundRisk(losses, new(portfolio)).In(random.Chain()), random.Stage());
            var (low, high) = (Money.FromFen(random.Next(0, 10)), Money.FromFen(random.Next(0, 300)));

            var largest = chain.LargestTolerated(stage, low, high);

            Money? expected = null;
            for (var fen = high.Fen; fen >= low.Fen && expected is null; fen--)
                expected = chain.Of(stage, Money.FromFen(fen)).IsTolerated ? Money.FromFen(fen) : null;
            Assert.That(largest, Is.EqualTo(expected), $"seed {seed}");
            found += expected is { } some && some < high ? 1 : 0;
        }

        Assert.That(found, Is.GreaterThan(20), "the search has to walk in many of them");
    }

    [Test]
    public void LargestTolerated_ProbabilityFallsAndRises_NotBisected()
    {
        // One seed ticket alone breaches with 0.5; beside a position of like size with less: the probability is not monotone in the ticket.
        var portfolio = new LossPortfolio([new("a", Stage.Seed, Money.FromFen(1_000))], LossParameters.Default);
        var fund = new FundRisk(new(Money.FromFen(1_000), SignedMoney.FromFen(0), Ratio.FromBasisPoints(8_000), Ratio.FromBasisPoints(4_500)), new(portfolio));
        var chain = fund.In("b");
        var tolerated = Enumerable.Range(1, 5_000).Where(fen => chain.Of(Stage.Seed, Money.FromFen(fen)).IsTolerated).ToList();

        Assert.That(tolerated, Is.Not.Empty);
        Assert.That(tolerated[^1] - tolerated[0] + 1, Is.EqualTo(tolerated.Count));
        Assert.That((tolerated[0], chain.Of(Stage.Seed, Money.FromFen(1)).IsTolerated), Is.Not.EqualTo((1, true)), "small tickets are too risky");
        Assert.That(chain.LargestTolerated(Stage.Seed, Money.FromFen(1), Money.FromFen(5_000)), Is.EqualTo(Money.FromFen(tolerated[^1])));
    }

    [Test]
    public void LargestTolerated_LargeAmountsAndManySteps_OnTheStep()
    {
        var random = new RandomPortfolios(5);
        var exposures = Enumerable.Range(0, 40).Select(i => new LiveExposure("c" + i % 5, random.Stage(), Money.FromFen(1_000_000_007L * random.Next(1, 60))));
        var model = new LossModel(new(exposures, LossParameters.Default));
        FundRisk Fund(int tolerance) => new(new(model.Portfolio.AtRisk, SignedMoney.FromFen(0), Ratio.FromBasisPoints(4_000), Ratio.FromBasisPoints(tolerance)), model);
        var fund = Fund((int)(Fund(0).BreachProbability!.Value * 10_000) + 200);
        var chain = fund.In("c0");
        var high = Money.FromFen(400_000_000_000);

        var largest = chain.LargestTolerated(Stage.Seed, Money.FromFen(1), high)!.Value;

        Assert.That(largest, Is.LessThan(high));
        Assert.That(chain.Of(Stage.Seed, largest).IsTolerated, Is.True);
        Assert.That(chain.Of(Stage.Seed, Money.FromFen(largest.Fen + 1)).IsTolerated, Is.False);
        for (var fen = largest.Fen + 1; fen <= high.Fen; fen += 700_000_001)
            Assert.That(chain.Of(Stage.Seed, Money.FromFen(fen)).IsTolerated, Is.False, $"{fen}");
    }

    [Test]
    public void LargestTolerated_LossesNotJudged_TheLargest()
    {
        var fund = new FundRisk(new(Money.Zero, SignedMoney.FromFen(0), null, Ratio.FromBasisPoints(0)), new(new([], LossParameters.Default)));

        Assert.That(fund.In(null).LargestTolerated(Stage.Seed, Money.Zero, Money.FromFen(9)), Is.EqualTo(Money.FromFen(9)));
        Assert.That(fund.In(null).LargestTolerated(Stage.Seed, Money.FromFen(10), Money.FromFen(9)), Is.Null);
        Assert.That((fund.BreachProbability, fund.In(null).Of(Stage.Seed, Money.FromFen(9)).BreachProbabilityAfter), Is.EqualTo(((double?)null, (double?)null)));
    }
}
