using Matchmaking.Core.Common;
using Matchmaking.Core.Risk;
using Matchmaking.Core.Risk.Model;
using Matchmaking.Core.Risk.Parameters;
using Matchmaking.Tests.Core.Risk.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Core.Risk;

internal sealed class FundRiskTests
{
    [Test]
    public void Of_OneSeedTicketInAnEmptySeedFund_ExactlyAHalfAndTolerated()
    {
        var risk = Fund([], 0, 0, 8_000, 5_000).In("low-altitude").Of(Stage.Seed, Money.FromYuan(30_000_000));

        Assert.That(risk.BreachProbabilityAfter, Is.EqualTo(0.5));
        Assert.That(risk.IsTolerated, Is.True);
        Assert.That((risk.ExpectedLoss, risk.ExpectedLossAfter), Is.EqualTo((Money.FromYuan(18_000_000), Money.FromYuan(18_000_000))));
        Assert.That(risk.HeadroomAfter, Is.EqualTo(SignedMoney.FromFen(2_400_000_000)));
        Assert.That(risk.LossRatioAfter?.ToString(), Is.EqualTo("0.0000"));
    }

    // Everything closed: what is lost is known.
    [TestCase(500, 5_000, 0)]
    [TestCase(501, 5_000, 1)]
    [TestCase(1_000, 10_000, 0)] // allowance 1: nothing can be over
    [TestCase(0, 0, 0)] // allowance 0: no loss is no breach
    [TestCase(1, 0, 1)]
    public void BreachProbability_EverythingClosed_NoneOrCertain(long realised, int allowance, double expected) =>
        Assert.That(Fund([], 1_000, realised, allowance, 5_000).BreachProbability, Is.EqualTo(expected));

    [Test]
    public void BreachProbability_Breached_MoreMoneyMayMendIt()
    {
        // 600 of 1,000 lost with 50% allowed: 200 more that are not lost make it 600 of 1,200.
        var chain = Fund([], 1_000, 600, 5_000, 5_000).In(null);

        Assert.That(chain.BreachProbability(Stage.PreIpo, Money.FromFen(199)), Is.EqualTo(1));
        Assert.That(chain.BreachProbability(Stage.PreIpo, Money.FromFen(200)), Is.EqualTo(0.2).Within(1e-12), "any loss of a pre-IPO ticket");
    }

    [Test]
    public void ExpectedLoss_GainsOffset_NeverBelowNothing()
    {
        // Net basis: closed positions gained 40; a seed position of 100 loses 100, 50 or nothing.
        var fund = Fund([new(null, Stage.Seed, Money.FromFen(100))], 200, -40, 5_000, 5_000);

        Assert.That(fund.ExpectedLoss.Fen, Is.EqualTo(32), "0.5 x 60 + 0.2 x 10");
        Assert.That(fund.Tail().Cvar.Fen, Is.EqualTo(60));
        var allocation = fund.Contributions();
        Assert.That((allocation.Positions.Single().Fen, allocation.Realised.Fen), Is.EqualTo((100, -40)));
    }

    [Test]
    public void In_GainsOffset_AsThePortfolioWithTheTicket()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new RandomPortfolios(seed);
            var (exposures, ticket) = (random.Exposures(4), new LiveExposure(random.Chain(), random.Stage(), Money.FromFen(random.Next(1, 40))));
            var realised = random.Next(-40, 20);
            var with = Fund([.. exposures, ticket], 300 + ticket.AtRisk.Fen, realised, 3_000, 5_000);

            var chain = Fund(exposures, 300, realised, 3_000, 5_000).In(ticket.Chain);
            var risk = chain.Of(ticket.Stage, ticket.AtRisk);

            Assert.That(risk.ExpectedLossAfter.Fen, Is.EqualTo(with.ExpectedLoss.Fen).Within(1), $"seed {seed}");
            Assert.That(risk.BreachProbabilityAfter, Is.EqualTo(with.BreachProbability).Within(1e-11), $"seed {seed}");
            Assert.That(chain.Tail(ticket.Stage, ticket.AtRisk).CvarFen, Is.EqualTo(with.Tail().CvarFen).Within(1e-9), $"seed {seed}");
            Assert.That(chain.Tail(ticket.Stage, ticket.AtRisk).Var, Is.EqualTo(with.Tail().Var), $"seed {seed}");
        }
    }

    /// <summary>Figures of docs/risk.md: what independence would hide.</summary>
    [TestCase(0, 0.0009)]
    [TestCase(1_200, 0.073)]
    [TestCase(2_000, 0.132)]
    public void BreachProbability_FortyEqualSeedPositions_GrowsWithTheCorrelation(int correlation, double expected)
    {
        var one = Ratio.FromBasisPoints(correlation);
        var parameters = LossParameters.Default with { Version = "one factor", Correlation = new() { Within = one, Across = one } };
        var model = new LossModel(new(Enumerable.Repeat(new LiveExposure("a", Stage.Seed, Money.FromFen(100)), 40), parameters));
        var fund = new FundRisk(new(Money.FromFen(4_000), SignedMoney.FromFen(0), Ratio.FromBasisPoints(8_000), Ratio.One), model);

        Assert.That(fund.BreachProbability, Is.EqualTo(expected).Within(expected < 0.01 ? 5e-5 : 5e-4));
    }

    /// <summary>The worked example of docs/risk.md: by hand without correlation, and what the default adds.</summary>
    [TestCase(0, 0.32, 0.2136, 0.2136)]
    [TestCase(1, 0.349437, 0.24517, 0.243648)]
    public void WorkedExample_OfTheDocumentation_HasItsFigures(int scale, double now, double sameChain, double otherChain)
    {
        var correlation = LossParameters.Default.Correlation;
        var parameters = LossParameters.Default with
        {
            Version = "example",
            Correlation = new() { Within = Ratio.FromBasisPoints(scale * correlation.Within.BasisPoints), Across = Ratio.FromBasisPoints(scale * correlation.Across.BasisPoints) },
        };
        var thousand = Money.FromYuan(10_000_000);
        var model = new LossModel(new([new("low-altitude", Stage.Angel, thousand), new("low-altitude", Stage.Angel, thousand)], parameters));
        var fund = new FundRisk(new(Money.FromYuan(30_000_000), Money.FromYuan(5_000_000) - Money.Zero, Ratio.FromBasisPoints(6_000), Ratio.One), model);

        Assert.That(fund.BreachProbability, Is.EqualTo(now).Within(5e-7));
        Assert.That(fund.ExpectedLoss, Is.EqualTo(Money.FromYuan(15_000_000)));
        Assert.That((fund.Tail().Var, fund.Tail().Cvar), Is.EqualTo((Money.FromYuan(25_000_000), Money.FromYuan(25_000_000))));
        Assert.That(fund.In("low-altitude").BreachProbability(Stage.PreIpo, thousand), Is.EqualTo(sameChain).Within(5e-7));
        Assert.That(fund.In("ai").BreachProbability(Stage.PreIpo, thousand), Is.EqualTo(otherChain).Within(5e-7));
    }

    /// <summary>Two odd amounts, far from any common unit: the last cells of the grid lie beyond what can be lost at all.</summary>
    [Test]
    public void Tail_GridNotExact_NeverMoreThanEverything()
    {
        LiveExposure[] exposures = [new("a", Stage.Seed, Money.FromFen(1_000_003)), new("a", Stage.Seed, Money.FromFen(777_777_777))];
        var fund = Fund(exposures, 778_777_780, 11, 5_000, 5_000);

        var (tail, allocation) = (fund.Tail(), fund.Contributions());

        Assert.That(fund.Model.Distribution.Grid.IsExact, Is.False);
        Assert.That(tail.Cvar.Fen, Is.InRange(778_000_000, 778_777_780 + 11));
        Assert.That(tail.Var.Fen, Is.InRange(777_000_000, 778_777_780 + 11));
        Assert.That(allocation.Realised.Fen, Is.EqualTo(11).Within(1));
        Assert.That(allocation.Positions.Sum(p => p.Fen) + allocation.Realised.Fen, Is.EqualTo(tail.Cvar.Fen));
    }

    [Test]
    public void Of_TicketAmongMany_LowersTheProbability()
    {
        var exposures = Enumerable.Range(0, 6).Select(i => new LiveExposure("a", Stage.Seed, Money.FromFen(1_000 + i))).ToList();

        var risk = Fund(exposures, 6_015, 0, 6_000, 5_000).In("b").Of(Stage.PreIpo, Money.FromFen(2_000));

        Assert.That(risk.BreachProbabilityChange, Is.LessThan(0));
    }

    private static FundRisk Fund(IReadOnlyList<LiveExposure> exposures, long invested, long realised, int allowance, int tolerance) =>
        new(
            new(Money.FromFen(invested), SignedMoney.FromFen(realised), Ratio.FromBasisPoints(allowance), Ratio.FromBasisPoints(tolerance)),
            new(new(exposures, LossParameters.Default)));
}
