using Matchmaking.Core.Common;
using Matchmaking.Core.Funds;
using Matchmaking.Core.Risk;
using Matchmaking.Core.Risk.Model;
using Matchmaking.Core.Taxonomies;
using NUnit.Framework;

namespace Matchmaking.Tests.Core.Risk;

internal sealed class FundLedgerTests
{
    private static readonly DateOnly _asOf = new(2026, 3, 15);
    private static readonly Taxonomy _taxonomy = Taxonomy.Load();
    private static readonly Fund _fund = new(new FundDetails { LossAllowance = Ratio.FromBasisPoints(6_000), BreachTolerance = Ratio.FromBasisPoints(1_000) });

    [Test]
    public void Of_LivePositions_CostLessWhatCameBackInTheFirstSectorsChain()
    {
        var ledger = Ledger(
            Position(100, "evtol") with { Valuations = [new(_asOf, Money.FromFen(70), Money.FromFen(30))] },
            Position(50) with { Valuations = [new(_asOf, Money.FromFen(10), Money.FromFen(60))] },
            Position(40, "evtol") with { ClosedOn = _asOf, Valuations = [new(_asOf, Money.Zero, Money.FromFen(10))] });

        Assert.That(ledger.Exposures, Is.EqualTo(new LiveExposure[] { new("low-altitude", Stage.A, Money.FromFen(70)), new(null, Stage.A, Money.Zero) }));
        Assert.That(ledger.Losses, Is.EqualTo(new FundLosses(Money.FromFen(190), SignedMoney.FromFen(30), Ratio.FromBasisPoints(6_000), Ratio.FromBasisPoints(1_000))));
    }

    [Test]
    public void With_Tickets_InvestedAndAtRisk()
    {
        var ledger = Ledger(Position(100, "evtol")).With([new("ai", Stage.Seed, Money.FromFen(25))]);

        Assert.That(ledger.Account.Invested, Is.EqualTo(Money.FromFen(125)));
        Assert.That(ledger.Account.RealisedLoss, Is.EqualTo(Money.Zero));
        Assert.That(ledger.Exposures.Last(), Is.EqualTo(new LiveExposure("ai", Stage.Seed, Money.FromFen(25))));
    }

    [Test]
    public void Parameters_OwnStage_OthersAreTheDefaults()
    {
        var fund = _fund with
        {
            LossParameters = new() { Source = "own", Stages = [new() { Stage = Stage.B, TotalLoss = Ratio.FromBasisPoints(100), HalfLoss = Ratio.FromBasisPoints(200) }] },
        };

        var parameters = FundLedger.Of(fund, [], _asOf, _taxonomy).Parameters;

        Assert.That(parameters.Of(Stage.B).TotalLoss.BasisPoints, Is.EqualTo(100));
        Assert.That(parameters.Of(Stage.Seed).TotalLoss.BasisPoints, Is.EqualTo(5_000));
        Assert.That(parameters.Correlation.Within.BasisPoints, Is.EqualTo(2_000));
        Assert.That(parameters.Version, Is.Not.EqualTo(Ledger().Parameters.Version).And.StartsWith("own-"));
        Assert.That(FundLedger.Of(fund with { Name = "renamed" }, [], _asOf, _taxonomy).Parameters.Version, Is.EqualTo(parameters.Version), "the same figures are the same version");
    }

    private static FundLedger Ledger(params IReadOnlyList<Position> positions) => FundLedger.Of(_fund, positions, _asOf, _taxonomy);

    private static Position Position(long cost, params string[] sectors) => new(new PositionDetails
    {
        Stage = Stage.A,
        Sectors = sectors,
        CostCny = Money.FromFen(cost),
        InvestedOn = _asOf.AddDays(-9),
    });
}
