using Matchmaking.Core.Common;
using Matchmaking.Core.FinancingRequests;
using Matchmaking.Core.Funds;
using Matchmaking.Core.Outcomes;
using Matchmaking.Core.Risk.Model;
using Matchmaking.Core.Startups;
using Matchmaking.Core.Taxonomies;
using Matchmaking.Ranking.Facts;
using Matchmaking.Tests.Ranking.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Facts;

internal sealed class FactsFactoryTests
{
    private static readonly FactsFactory _factory = new(Taxonomy.OfSectors(("energy", null), ("hydrogen", "energy"), ("fuel-cells", "hydrogen"), ("health", null)));

    private static readonly Startup _startup = new(new StartupDetails
    {
        Sectors = ["health"],
        District = "jiangan",
        WillLandIn = ["ovc", "hanyang"],
        Recognitions = ["hnte", "gazelle"],
    })
    {
        Id = Samples.Startup(1),
    };

    private static readonly FinancingRequest _request = new(new FinancingRequestDetails
    {
        StartupId = Samples.Startup(1),
        AmountCny = Samples.Yuan(100),
        Instruments = [Instrument.Loan, Instrument.Equity],
    })
    {
        Id = Samples.Request(1),
    };

    [Test]
    public void Request_SaysNothingItself_TakesTheStartups()
    {
        var facts = _factory.Request(_request, _startup);

        Assert.That(facts.Sectors, Is.EqualTo(new[] { Samples.Health }));
        Assert.That((facts.District, facts.Stage, facts.MinTicketCny), Is.EqualTo(("jiangan", (Stage?)null, Samples.Yuan(100))));
        Assert.That(string.Join(' ', facts.WillLandIn.Concat(facts.Recognitions)), Is.EqualTo("hanyang ovc gazelle hnte"), "sorted");
        Assert.That(string.Join(' ', facts.Instruments), Is.EqualTo("Equity Loan"));
    }

    [Test]
    public void Request_HasItsOwn_TheyCount()
    {
        var own = _request with { Sectors = ["fuel-cells", "unheard-of"], District = "ovc", MinTicketCny = Samples.Yuan(5), Stage = Stage.B };

        var facts = _factory.Request(own, _startup);

        Assert.That(facts.Sectors, Is.EqualTo(new[] { Samples.FuelCells, new SectorPath("unheard-of") }));
        Assert.That((facts.District, facts.Stage, facts.MinTicketCny), Is.EqualTo(("ovc", (Stage?)Stage.B, Samples.Yuan(5))));
    }

    [Test]
    public void Request_AnotherStartup_Throws() =>
        Assert.That(() => _factory.Request(_request, _startup with { Id = Samples.Startup(2) }), Throws.ArgumentException);

    [Test]
    public void Fund_PositionsAsOfTheDay_LaterAndVoidLeftOut()
    {
        var fund = new Fund(new FundDetails { CommitmentCny = Samples.Yuan(1_000), LossAllowance = Ratio.FromBasisPoints(8_000) }) { Id = Samples.Fund(1) };
        Position[] positions =
        [
            Position(1, 100, Samples.AsOf.AddDays(-9)) with { ClosedOn = Samples.AsOf, Valuations = [new(Samples.AsOf, Money.Zero, Samples.Yuan(30))] },
            Position(2, 50, Samples.AsOf) with { StartupId = Samples.Startup(7), ClosedOn = Samples.AsOf.AddDays(1) },
            Position(3, 10, Samples.AsOf.AddDays(1)),
            Position(4, 10, Samples.AsOf) with { VoidedReason = "entered twice" },
        ];

        var book = _factory.Fund(fund, positions, Samples.AsOf, id => id == Samples.Startup(7) ? new Startup { District = "hanyang", FoundedOn = new(2020, 5, 1) } : null).Book;

        Assert.That((book.InvestedFen, book.RealisedLossFen), Is.EqualTo((15_000L, 7_000L)));
        Assert.That(book.Positions.Select(p => (p.Id, p.IsClosed, p.District)), Is.EqualTo(new[]
        {
            (Samples.Position(1), true, null), (Samples.Position(2), false, "hanyang"),
        }));
        Assert.That(book.Positions[0].Sectors, Is.EqualTo(new[] { Samples.Hydrogen }));
        Assert.That(book.Loss!.Exposures, Is.EqualTo(new LiveExposure[] { new(null, Stage.A, Samples.Yuan(50)) }));
        Assert.That((book.Loss.RealisedFen, book.Loss.Parameters.Version, book.Loss.Parameters.Source), Is.EqualTo((7_000L, "default-us-evidence-1", (string?)null)));
    }

    [Test]
    public void Fund_Meetings_ThoseBeforeTheDayInTheirOrder()
    {
        MeetingFacts Met(int startup, int days) => new() { StartupId = Samples.Startup(startup), Result = OutcomeResult.Met, OccurredOn = Samples.AsOf.AddDays(days) };
        var fund = new Fund { Id = Samples.Fund(1) };

        var book = _factory.Fund(fund, [], Samples.AsOf, _ => null, [Met(2, 0), Met(1, -1), Met(3, -7), Met(4, 1)]).Book;

        Assert.That(book.Meetings, Is.EqualTo(new[] { Met(3, -7), Met(1, -1) }));
        Assert.That(_factory.Fund(fund, [], Samples.AsOf, _ => null, [Met(2, 0)]).Book.Meetings, Is.Null);
    }

    [Test]
    public void Fund_NetBasis_GainsOffsetLosses()
    {
        var fund = new Fund(new FundDetails { LossBasis = LossBasis.Net }) { Id = Samples.Fund(1) };
        Position Closed(int number, long proceeds) => Position(number, 100, Samples.AsOf) with
        {
            ClosedOn = Samples.AsOf,
            Valuations = [new(Samples.AsOf, Money.Zero, Samples.Yuan(proceeds))],
        };

        Assert.That(_factory.Fund(fund, [Closed(1, 40), Closed(2, 150)], Samples.AsOf, _ => null).Book.RealisedLossFen, Is.EqualTo(1_000));
        Assert.That(_factory.Fund(fund, [Closed(1, 140), Closed(2, 150)], Samples.AsOf, _ => null).Book.Loss!.RealisedFen, Is.EqualTo(-9_000), "gains come before live losses");
        Assert.That(_factory.Fund(fund with { LossBasis = LossBasis.Gross }, [Closed(1, 40), Closed(2, 150)], Samples.AsOf, _ => null).Book.RealisedLossFen, Is.EqualTo(6_000));
    }

    [Test]
    public void MarketBase_Requests_CountsAncestorsOnceAndNoDrafts()
    {
        var request = Samples.GoodRequest with { Sectors = [Samples.FuelCells, Samples.Storage], District = "ovc" };

        var market = MarketBase.Of([request, request with { Id = Samples.Request(2), Status = RequestStatus.Closed, Sectors = [], Stage = null, District = "outside-wuhan" }, request with { Id = Samples.Request(3), Status = RequestStatus.Draft }]);

        Assert.That(market.Items, Is.EqualTo(2));
        Assert.That(market.Sectors, Is.EqualTo(new TagCount[] { new("energy", 1), new("fuel-cells", 1), new("hydrogen", 1), new("storage", 1) }));
        Assert.That(market.Stages, Is.EqualTo(new TagCount[] { new("a", 1) }));
        Assert.That(market.Places, Is.EqualTo(new TagCount[] { new("outside-wuhan", 1), new("ovc", 1), new("wuhan", 1) }));
    }

    private static Position Position(int number, long cost, DateOnly investedOn) => new(new PositionDetails
    {
        Stage = Stage.A,
        Sectors = ["hydrogen"],
        CostCny = Samples.Yuan(cost),
        InvestedOn = investedOn,
    })
    {
        Id = Samples.Position(number),
        FundId = Samples.Fund(1),
    };
}
