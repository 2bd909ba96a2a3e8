using Matchmaking.Core.Common;
using Matchmaking.Core.Risk.Model;
using Matchmaking.Core.Risk.Parameters;
using Matchmaking.Ranking.Explain;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Limits;
using Matchmaking.Ranking.Profiles;
using Matchmaking.Tests.Ranking.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Limits;

internal sealed class BreachProbabilityLimitTests
{
    private static readonly Money _ask = Samples.Yuan(30_000_000);

    /// <summary>With these, an allowance of 60% and a tolerance of 32%, seed tickets of about 10 to 13 and 18 to 25 million are tolerated, others not.</summary>
    private static readonly LiveExposure[] _held = [new("low-altitude", Stage.Seed, Samples.Yuan(20_000_000)), new("ai", Stage.A, Samples.Yuan(30_000_000))];

    // One seed ticket alone breaches 80% when it is wholly lost: with exactly a half.
    [TestCase(4_999, true)]
    [TestCase(5_000, false)]
    public void Judge_OneSeedTicketInAnEmptyFund_DeniedBelowAHalf(int tolerance, bool denied)
    {
        var reasons = HardLimits.Reasons(Signals(Request(), Book(tolerance)));

        Assert.That(reasons.Select(r => r.Code), Is.EqualTo(denied ? (string[])[Codes.BreachProbability] : []));
        if (denied)
            Assert.That((reasons[0].Actual.Json, reasons[0].Limit.Json), Is.EqualTo(("0.5", "0.4999")));
    }

    [Test]
    public void Judge_NoAllowanceOrNoStageOrNoModel_NotJudged()
    {
        var book = Book(0);

        Assert.That(HardLimits.Reasons(Signals(Request(), book with { LossAllowance = null })), Is.Empty);
        Assert.That(HardLimits.Reasons(Signals(Request() with { Stage = null }, book)).Select(r => r.Code), Is.EqualTo((string[])[Codes.MissingStage]));
        Assert.That(HardLimits.Reasons(Signals(Request(), book with { Loss = null })), Is.Empty);
        Assert.That(HardLimits.Reasons(new LimitSignals(Request(), Mandate(), null, Samples.AsOf, false)), Is.Empty, "public facts");
    }

    [Test]
    public void Smallest_TooRisky_TheLargestAmountThatIsTolerated()
    {
        var book = Book(3_200, _held) with { LossAllowance = Ratio.FromBasisPoints(6_000) };
        var signals = Signals(Request(), book);

        var change = Counterfactuals.Smallest(signals)!;

        Assert.That((change.Field, change.From.Json), Is.EqualTo(("amountCny", "30000000")));
        Assert.That(HardLimits.Pass(Signals(Request(Samples.Yuan(15_000_000)), book)), Is.False, "less is not always safer");
        var amount = Money.FromFen((long)(decimal.Parse(change.To.Json, System.Globalization.CultureInfo.InvariantCulture) * 100));
        Assert.That(HardLimits.Pass(Signals(Request(amount), book)), Is.True);
        for (var fen = amount.Fen + 1; fen <= _ask.Fen; fen += 9_999_999)
            Assert.That(HardLimits.Pass(Signals(Request(Money.FromFen(fen)), book)), Is.False, $"{fen}");
    }

    [Test]
    public void Smallest_NoAmountIsTolerated_AnotherFieldOrNull()
    {
        // Realised losses alone are over the tolerated probability, whatever the ticket.
        var book = Book(100, new LiveExposure("low-altitude", Stage.Seed, Samples.Yuan(100_000_000)));

        Assert.That(Counterfactuals.Smallest(Signals(Request(), book))?.Field, Is.Not.EqualTo("amountCny"));
    }

    /// <summary>The cap alone would propose an amount that is too risky: the proposal goes on down to one that is not.</summary>
    [Test]
    public void Smallest_OverTheCapAndTooRiskyAtIt_AmountThatMeetsBoth()
    {
        var book = Book(3_200, _held) with
        {
            LossAllowance = Ratio.FromBasisPoints(6_000),
            ConcentrationCap = Ratio.FromBasisPoints(150),
        };
        var signals = Signals(Request(), book);
        Assert.That(HardLimits.Reasons(signals).Select(r => r.Code), Is.EqualTo((string[])[Codes.ConcentrationCap, Codes.BreachProbability]));

        var change = Counterfactuals.Smallest(signals)!;

        var amount = Money.FromFen((long)(decimal.Parse(change.To.Json, System.Globalization.CultureInfo.InvariantCulture) * 100));
        Assert.That(amount, Is.InRange(Samples.Yuan(10_000_000), Samples.Yuan(14_000_000)));
        Assert.That(HardLimits.Pass(Signals(Request(amount), book)), Is.True);
    }

    [Test]
    public void TicketJudgement_SameRulesAsTheRanking()
    {
        var book = Book(3_200, _held) with { LossAllowance = Ratio.FromBasisPoints(6_000) };
        var fund = Samples.Profile(Mandate(), book);

        var judged = TicketJudgement.Of(fund, new(Stage.Seed, "low-altitude", null, _ask), Samples.AsOf);

        Assert.That(judged.Reasons, Is.EqualTo(HardLimits.Reasons(Signals(Request(), book))));
        Assert.That(judged.LargestPassing?.ToString(), Is.EqualTo(Counterfactuals.Smallest(Signals(Request(), book))!.To.Json));
    }

    private static LimitSignals Signals(RequestFacts request, FundBook book) => new(request, Mandate(), new BookProfile(book, new LossModelCache()), Samples.AsOf, false);

    private static RequestFacts Request(Money? amount = null) => Samples.GoodRequest with
    {
        Stage = Stage.Seed,
        Chain = "low-altitude",
        AmountCny = amount ?? _ask,
        MinTicketCny = amount ?? _ask,
    };

    private static FundMandate Mandate() => Samples.GoodMandate with { Stages = [], TicketMinCny = Samples.Yuan(1_000_000), TicketMaxCny = null };

    private static FundBook Book(int tolerance, params IReadOnlyList<LiveExposure> exposures) => Samples.GoodBook with
    {
        CommitmentCny = Samples.Yuan(1_000_000_000),
        ConcentrationCap = Ratio.One,
        LossAllowance = Ratio.FromBasisPoints(8_000),
        InvestedFen = exposures.Sum(e => e.AtRisk.Fen),
        RealisedLossFen = 0,
        Positions = [],
        Loss = new LossFacts { Parameters = LossParameters.Default, BreachTolerance = Ratio.FromBasisPoints(tolerance), RealisedFen = 0, Exposures = exposures },
    };
}
