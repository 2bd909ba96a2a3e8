using Matchmaking.Core.Common;
using Matchmaking.Core.FinancingRequests;
using Matchmaking.Core.Funds;
using Matchmaking.Core.Risk.Model;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Limits;
using Matchmaking.Ranking.Profiles;
using Matchmaking.Tests.Ranking.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Limits;

/// <summary>Each limit at its boundary, on a pair that fits in every other respect.</summary>
internal sealed class HardLimitsTests
{
    private static readonly Money _fen = Money.FromFen(1);

    [Test]
    public void Reasons_GoodPair_None() => Assert.That(Reasons(), Is.Empty);

    [TestCase(RequestStatus.Draft)]
    [TestCase(RequestStatus.Matched)]
    [TestCase(RequestStatus.Closed)]
    [TestCase(RequestStatus.Withdrawn)]
    public void RequestStatus_NotOpen_Fails(RequestStatus status) =>
        AssertOnly(Reasons(r => r with { Status = status }), Codes.RequestNotOpen, $"\"{status.Kebab()}\"", "\"open\"");

    [Test]
    public void Expiry_DayBefore_Fails() =>
        AssertOnly(Reasons(r => r with { ValidUntil = Samples.AsOf.AddDays(-1) }), Codes.RequestExpired, "\"2026-03-14\"", "\"2026-03-15\"");

    [Test]
    public void Veto_Vetoed_Fails()
    {
        var signals = new LimitSignals(Samples.GoodRequest, Samples.GoodMandate, new BookProfile(Samples.GoodBook, new LossModelCache()), Samples.AsOf, true);

        AssertOnly(HardLimits.Reasons(signals), Codes.Vetoed, "null", "null");
    }

    [Test]
    public void FundStatus_Closed_Fails() =>
        AssertOnly(Reasons(mandate: m => m with { Status = FundStatus.Closed }), Codes.FundClosed, "\"closed\"", "\"open\"");

    [Test]
    public void Sector_FundTakesChild_ParentFails() =>
        AssertOnly(Reasons(r => r with { Sectors = [Samples.Energy, Samples.Storage] }), Codes.SectorMismatch, """["energy","storage"]""", """["hydrogen"]""");

    [Test]
    public void Sector_FundTakesGrandparent_Passes() => Assert.That(Reasons(mandate: m => m with { Sectors = [Samples.Energy] }), Is.Empty);

    [Test]
    public void Sector_OneOfTwoFits_Passes() => Assert.That(Reasons(r => r with { Sectors = [Samples.Health, Samples.Hydrogen] }), Is.Empty);

    [Test]
    public void Sector_NoneKnown_FailsOnlyWhereFundRestricts()
    {
        AssertOnly(Reasons(r => r with { Sectors = [] }), Codes.MissingSector, "null", """["hydrogen"]""");
        Assert.That(Reasons(r => r with { Sectors = [] }, m => m with { Sectors = [] }), Is.Empty);
    }

    [Test]
    public void Stage_NotDeclared_Fails() =>
        AssertOnly(Reasons(r => r with { Stage = Stage.B }), Codes.StageMismatch, "\"b\"", """["pre-a","a"]""");

    [Test]
    public void Stage_Missing_FailsEvenWhereFundTakesAny() =>
        AssertOnly(Reasons(r => r with { Stage = null }, m => m with { Stages = [] }), Codes.MissingStage, "null", "[]");

    [Test]
    public void District_OnlyOutsideWuhan_DoesNotMatchDistrict() =>
        AssertOnly(Reasons(r => r with { District = "outside-wuhan" }), Codes.DistrictMismatch, """["outside-wuhan"]""", """["hongshan"]""");

    [Test]
    public void District_WillLandIn_Passes() =>
        Assert.That(Reasons(r => r with { District = "outside-wuhan", WillLandIn = ["hongshan"] }), Is.Empty);

    [Test]
    public void District_Zone_MatchesItselfOnly()
    {
        AssertOnly(Reasons(r => r with { District = "hongshan" }, m => m with { Districts = ["ovc"] }), Codes.DistrictMismatch, """["hongshan"]""", """["ovc"]""");
        Assert.That(Reasons(r => r with { District = "ovc" }, m => m with { Districts = ["ovc"] }), Is.Empty);
    }

    [Test]
    public void District_Missing_FailsOnlyWhereFundRestricts()
    {
        AssertOnly(Reasons(r => r with { District = null }), Codes.MissingDistrict, "null", """["hongshan"]""");
        Assert.That(Reasons(r => r with { District = null }, m => m with { Districts = [] }), Is.Empty);
    }

    [Test]
    public void Instrument_NoneShared_Fails() =>
        AssertOnly(Reasons(r => r with { Instruments = [Instrument.Loan] }), Codes.InstrumentMismatch, """["loan"]""", """["equity","convertible"]""");

    [Test]
    public void Instrument_EitherSideAny_Passes()
    {
        Assert.That(Reasons(r => r with { Instruments = [] }), Is.Empty);
        Assert.That(Reasons(r => r with { Instruments = [Instrument.Loan] }, m => m with { Instruments = [] }), Is.Empty);
    }

    [Test]
    public void TicketMin_AskExactlyAtMinimum_Passes() => Assert.That(Reasons(r => r with { AmountCny = Samples.Yuan(5_000_000) }), Is.Empty);

    [Test]
    public void TicketMin_AskOneFenBelow_Fails()
    {
        var ask = Money.FromFen(Samples.Yuan(5_000_000).Fen - 1);

        AssertOnly(Reasons(r => r with { AmountCny = ask, MinTicketCny = _fen }), Codes.TicketBelowMin, "4999999.99", "5000000");
    }

    [Test]
    public void TicketMax_ShareExactlyAtMaximum_Passes() => Assert.That(Reasons(r => r with { MinTicketCny = Samples.Yuan(20_000_000) }), Is.Empty);

    [Test]
    public void TicketMax_ShareOneFenAbove_Fails() => AssertOnly(
        Reasons(r => r with { MinTicketCny = Samples.Yuan(20_000_000) + _fen }, book: b => b with { ConcentrationCap = Ratio.One }),
        Codes.TicketAboveMax, "20000000.01", "20000000");

    [Test]
    public void TicketMax_NoBound_Passes() =>
        Assert.That(Reasons(r => r with { MinTicketCny = r.AmountCny }, m => m with { TicketMaxCny = null }, b => b with { ConcentrationCap = Ratio.One }), Is.Empty);

    [Test]
    public void Commitment_TicketEqualsUncalled_Passes() => Assert.That(Reasons(book: b => b with { InvestedFen = Samples.Yuan(80_000_000).Fen }), Is.Empty);

    [Test]
    public void Commitment_TicketOneFenOverUncalled_Fails() => AssertOnly(
        Reasons(book: b => b with { InvestedFen = Samples.Yuan(80_000_000).Fen + 1 }), Codes.CommitmentExhausted, "20000000", "19999999.99");

    [Test]
    public void Commitment_Missing_Fails() =>
        AssertOnly(Reasons(book: b => b with { CommitmentCny = null }), Codes.MissingCommitment, "null", "null");

    [Test]
    public void Commitment_NoTicketExists_JudgedOnSmallestPossible() => Assert.That(
        Reasons(r => r with { AmountCny = Samples.Yuan(1), MinTicketCny = Samples.Yuan(1) }, book: b => b with { InvestedFen = Samples.Yuan(95_000_000).Fen + 1 })
            .Select(r => r.Code),
        Is.EqualTo(new[] { Codes.TicketBelowMin, Codes.CommitmentExhausted }));

    [TestCase(0, null)] // 20% of 100 million: a ticket of 20 million alone is exactly at the cap
    [TestCase(1, Codes.ConcentrationCap)]
    public void Concentration_ExposureAtCapPlusFen_FailsAboveOnly(long exposureFen, string? code)
    {
        var position = new PositionFacts { Id = Samples.Position(1), StartupId = Samples.Startup(1), Stage = Stage.A, CostCny = Money.FromFen(exposureFen) };

        var reasons = Reasons(book: b => b with { Positions = [position] });

        Assert.That(reasons.Select(r => r.Code), code is null ? Is.Empty : Is.EqualTo(new[] { code }));
    }

    [Test]
    public void Concentration_ClosedOrOtherStartup_CountsNothing()
    {
        var closed = new PositionFacts { Id = Samples.Position(1), StartupId = Samples.Startup(1), Stage = Stage.A, CostCny = _fen, IsClosed = true };
        var other = closed with { Id = Samples.Position(2), StartupId = Samples.Startup(2), IsClosed = false };

        Assert.That(Reasons(book: b => b with { Positions = [closed, other] }), Is.Empty);
    }

    [Test]
    public void LossAllowance_ExactlyAtLimit_PassesOneFenOverFails()
    {
        FundBook At(FundBook book, long loss) => book with { InvestedFen = 1_000, RealisedLossFen = loss };

        Assert.That(Reasons(book: b => At(b, 800)), Is.Empty);
        AssertOnly(Reasons(book: b => At(b, 801)), Codes.LossAllowanceBreached, "8.01", "8");
    }

    [Test]
    public void LossAllowance_Zero_AllowsNoLoss()
    {
        var zero = Ratio.FromBasisPoints(0);

        Assert.That(Reasons(book: b => b with { LossAllowance = zero, InvestedFen = 1_000 }), Is.Empty);
        AssertOnly(Reasons(book: b => b with { LossAllowance = zero, InvestedFen = 1_000, RealisedLossFen = 1 }), Codes.LossAllowanceBreached, "0.01", "0");
    }

    [Test]
    public void LossAllowance_Null_NeverFails() =>
        Assert.That(Reasons(book: b => b with { LossAllowance = null, InvestedFen = 1_000, RealisedLossFen = 1_000 }), Is.Empty);

    [Test]
    public void Reasons_EverythingWrong_AllInFixedOrder()
    {
        var request = Samples.GoodRequest with
        {
            Status = RequestStatus.Withdrawn,
            ValidUntil = Samples.AsOf.AddDays(-1),
            Sectors = [Samples.Health],
            Stage = Stage.PreIpo,
            District = "jiangan",
            Instruments = [Instrument.Bond],
            MinTicketCny = Samples.Yuan(25_000_000),
        };
        var book = Samples.GoodBook with { InvestedFen = Samples.Yuan(99_000_000).Fen, RealisedLossFen = Samples.Yuan(90_000_000).Fen };
        var signals = new LimitSignals(request, Samples.GoodMandate with { Status = FundStatus.Closed }, new BookProfile(book, new LossModelCache()), Samples.AsOf, true);

        Assert.That(HardLimits.Reasons(signals).Select(r => r.Code), Is.EqualTo(new[]
        {
            Codes.RequestNotOpen, Codes.RequestExpired, Codes.Vetoed, Codes.FundClosed, Codes.SectorMismatch, Codes.StageMismatch,
            Codes.DistrictMismatch, Codes.InstrumentMismatch, Codes.TicketAboveMax, Codes.CommitmentExhausted, Codes.ConcentrationCap,
            Codes.LossAllowanceBreached,
        }));
    }

    [Test]
    public void Reasons_WithoutBook_NoLimitOnTheFundsMoney()
    {
        var signals = new LimitSignals(Samples.GoodRequest with { AmountCny = Money.Max }, Samples.GoodMandate with { TicketMaxCny = null }, null, Samples.AsOf, false);

        Assert.That(HardLimits.Reasons(signals), Is.Empty);
    }

    private static IReadOnlyList<LimitReason> Reasons(
        Func<RequestFacts, RequestFacts>? request = null, Func<FundMandate, FundMandate>? mandate = null, Func<FundBook, FundBook>? book = null) =>
        HardLimits.Reasons(new LimitSignals(
            (request ?? (r => r))(Samples.GoodRequest),
            (mandate ?? (m => m))(Samples.GoodMandate),
            new BookProfile((book ?? (b => b))(Samples.GoodBook), new LossModelCache()),
            Samples.AsOf,
            false));

    private static void AssertOnly(IReadOnlyList<LimitReason> reasons, string code, string actual, string limit)
    {
        Assert.That(reasons.Select(r => (r.Code, r.Actual.Json, r.Limit.Json)), Is.EqualTo(new[] { (code, actual, limit) }));
    }
}
