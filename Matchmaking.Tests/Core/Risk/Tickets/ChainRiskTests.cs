using Matchmaking.Core.Common;
using Matchmaking.Core.Risk;
using Matchmaking.Tests.Core.Risk.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Core.Risk.Tickets;

internal sealed class ChainRiskTests
{
    /// <summary>Against every fen: funds of all allowances, also with gains, breached ones and empty ones.</summary>
    [Test]
    public void BreachProbabilityBetween_RandomFunds_HoldsEveryTicketBetween()
    {
        var close = 0;
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new RandomPortfolios(seed);
            var portfolio = random.Portfolio(random.Next(0, 6));
            var losses = new FundLosses(
                portfolio.AtRisk + Money.FromFen(random.Next(0, 80)), SignedMoney.FromFen(random.Next(-30, 60)), Ratio.FromBasisPoints(100 * random.Next(0, 100)), Ratio.FromBasisPoints(1_000));
            var (chain, stage) = (new FundRisk(losses, new(portfolio)).In(random.Chain()), random.Stage());
            var low = random.Next(0, 200);
            var high = low + random.Next(0, 60);

            var (lower, upper) = chain.BreachProbabilityBetween(stage, Money.FromFen(low), Money.FromFen(high))!.Value;

            for (var fen = low; fen <= high; fen++)
            {
                var probability = chain.BreachProbability(stage, Money.FromFen(fen))!.Value;
                Assert.That(probability, Is.InRange(lower, upper), $"seed {seed}, {fen} fen");
                Assert.That(chain.BreachProbabilityChange(stage, Money.FromFen(fen)), Is.EqualTo(chain.Of(stage, Money.FromFen(fen)).BreachProbabilityChange));
            }

            close += upper - lower < 1e-10 ? 1 : 0;
        }

        Assert.That(close, Is.GreaterThan(10), "bounds are of use");
    }

    [Test]
    public void BreachProbabilityBetween_OneTicket_Its()
    {
        var random = new RandomPortfolios(3);
        var fund = new FundRisk(new(Money.FromFen(500), SignedMoney.FromFen(10), Ratio.FromBasisPoints(4_000), Ratio.FromBasisPoints(0)), new(random.Portfolio(5)));
        var ticket = Money.FromFen(40);

        var (lower, upper) = fund.In(null).BreachProbabilityBetween(Stage.A, ticket, ticket)!.Value;

        Assert.That(fund.In(null).BreachProbability(Stage.A, ticket), Is.EqualTo(lower).Within(1e-11).And.EqualTo(upper).Within(1e-11));
    }

    [Test]
    public void BreachProbabilityBetween_LossesNotJudged_Null() => Assert.That(
        new FundRisk(new(Money.Zero, SignedMoney.FromFen(0), null, Ratio.FromBasisPoints(0)), new(new RandomPortfolios(1).Portfolio(2))).In(null)
            .BreachProbabilityBetween(Stage.A, Money.Zero, Money.Max),
        Is.Null);
}
