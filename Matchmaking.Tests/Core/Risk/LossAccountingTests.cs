using Matchmaking.Core.Common;
using Matchmaking.Core.Funds;
using Matchmaking.Core.Risk;
using NUnit.Framework;

namespace Matchmaking.Tests.Core.Risk;

internal sealed class LossAccountingTests
{
    // One closed position that realises a loss: invested, realised, allowance, status, headroom.
    [TestCase(1_000_000, 800_000, 8_000, LossStatus.AtLimit, 0)]
    [TestCase(1_000_000, 800_001, 8_000, LossStatus.Breached, -1)]
    [TestCase(333_333_333, 266_666_666, 8_000, LossStatus.AtLimit, 0)]
    [TestCase(333_333_333, 266_666_665, 8_000, LossStatus.Within, 1)]
    [TestCase(333_333_333, 266_666_667, 8_000, LossStatus.Breached, -1)]
    // 10,000 times the amount does not fit a long, and a double would lose the last fen.
    [TestCase(9_007_199_254_740_993, 9_007_199_254_740_993, 10_000, LossStatus.AtLimit, 0)]
    [TestCase(9_007_199_254_740_993, 9_007_199_254_740_993, 9_999, LossStatus.Breached, -900_719_925_475)]
    // Allowance 0: no loss at all.
    [TestCase(1_000, 0, 0, LossStatus.AtLimit, 0)]
    [TestCase(1_000, 1, 0, LossStatus.Breached, -1)]
    public void Compute_RealisedLoss_StatusAndHeadroom(long invested, long realised, int allowance, LossStatus status, long headroom)
    {
        var account = Compute([Closed(invested, invested - realised)], allowance);

        Assert.That((account.Status, account.Headroom?.Fen), Is.EqualTo((status, (long?)headroom)));
        Assert.That(account.IsBreached, Is.EqualTo(status == LossStatus.Breached));
        Assert.That(account.LossOnBasis.Fen, Is.EqualTo(realised));
    }

    [Test]
    public void Compute_EmptyFund_NoInvestmentAndNoRatio()
    {
        var account = Compute([], 8_000);

        Assert.That(account.Status, Is.EqualTo(LossStatus.NoInvestment));
        Assert.That(account.LossRatio, Is.Null);
        Assert.That(account.Headroom?.Fen, Is.Zero);
        Assert.That(account.SafeTicket, Is.EqualTo(Money.Zero));
    }

    [TestCase(LossBasis.Gross, 100_000, LossStatus.Breached, "0.5000")]
    [TestCase(LossBasis.Net, 0, LossStatus.Within, "0.0000")]
    public void Compute_GainOfAnotherPosition_OffsetsOnlyNet(LossBasis basis, long loss, LossStatus status, string ratio)
    {
        var account = Compute([Closed(100_000, 300_000), Closed(100_000, 0)], 4_000, basis);

        Assert.That((account.RealisedLoss.Fen, account.NetRealisedLoss.Fen, account.NetLoss.Fen), Is.EqualTo((100_000, 0, 0)));
        Assert.That((account.LossOnBasis.Fen, account.Status), Is.EqualTo((loss, status)));
        Assert.That(account.LossRatio?.ToString(), Is.EqualTo(ratio));
    }

    [Test]
    public void Compute_MarkedOverRealisedNot_WatchMarked()
    {
        var account = Compute([Closed(100_000, 20_000), Live(100_000, 0, 30_000)], 6_000);

        Assert.That((account.RealisedLoss.Fen, account.MarkedLoss.Fen), Is.EqualTo((80_000, 150_000)));
        Assert.That((account.Status, account.IsBreached, account.LossRatio), Is.EqualTo((LossStatus.WatchMarked, false, 0.4m)));
        Assert.That((account.LossOnBasis.Fen, account.MarkedOnBasis.Fen), Is.EqualTo((80_000, 150_000)));
    }

    [Test]
    public void Compute_GainOnAMark_NeverOffsetsGross()
    {
        var account = Compute([Live(100_000, 0, 500_000), Closed(100_000, 0)], 5_000);

        Assert.That((account.RealisedLoss.Fen, account.MarkedLoss.Fen), Is.EqualTo((100_000, 100_000)));
        Assert.That(account.Status, Is.EqualTo(LossStatus.AtLimit));
    }

    [Test]
    public void Compute_NetWithLiveLoss_ClampedOnlyAfterAllAreAdded()
    {
        // 50,000 gained on closed ones, 80,000 lost on the mark: 30,000, not 80,000.
        var account = Compute([Closed(100_000, 150_000), Live(100_000, 0, 20_000)], 1_000, LossBasis.Net);

        Assert.That((account.NetRealisedLoss.Fen, account.NetLoss.Fen, account.MarkedOnBasis.Fen), Is.EqualTo((0, 30_000, 30_000)));
        Assert.That(account.Status, Is.EqualTo(LossStatus.WatchMarked));
    }

    [Test]
    public void Compute_ProceedsOfALivePosition_LowerItsMarkedLoss()
    {
        var account = Compute([Live(100_000, 60_000, 30_000)], 8_000);

        Assert.That((account.RealisedLoss.Fen, account.MarkedLoss.Fen, account.NetLoss.Fen), Is.EqualTo((0, 10_000, 10_000)));
    }

    [Test]
    public void Compute_FairValueOfAClosedPosition_CountsNothing()
    {
        PositionState closed = new(Money.FromFen(100), Money.FromFen(10), Money.FromFen(50), true);

        Assert.That(Compute([closed], 8_000).RealisedLoss.Fen, Is.EqualTo(90));
    }

    // Commitment: uncalled 1,500 of 10,000 and so on.
    [TestCase(8_500_000_000, 10_000_000_000, 1_500_000_000)]
    [TestCase(10_000_000_000, 10_000_000_000, 0)]
    [TestCase(10_000_000_001, 10_000_000_000, 0)]
    public void Compute_Commitment_UncalledNeverNegative(long invested, long commitment, long uncalled) =>
        Assert.That(Compute([Live(invested, 0, invested)], 8_000, commitment: commitment).UncalledCommitment?.Fen, Is.EqualTo(uncalled));

    // invested 1,000, allowance 80%: at a commitment of 1,125 the loss of 900 is exactly 80% of all that can still be invested.
    [TestCase(900, 1_125, LossStatus.Breached)]
    [TestCase(900, 1_124, LossStatus.Irrecoverable)]
    [TestCase(900, 500, LossStatus.Irrecoverable)]
    [TestCase(900, null, LossStatus.Breached)]
    [TestCase(800, 500, LossStatus.AtLimit)]
    public void Compute_BreachAndCommitment_TellsRecoverableFromNot(long realised, long? commitment, LossStatus status)
    {
        var account = Compute([Closed(1_000, 1_000 - realised)], 8_000, commitment: commitment);

        Assert.That((account.Status, account.IsBreached), Is.EqualTo((status, status != LossStatus.AtLimit)));
    }

    [Test]
    public void Compute_NoAllowance_FiguresThatNeedItAreNull()
    {
        var account = Compute([Closed(1_000, 0), Live(1_000, 0, 0)], null, commitment: 1_000);

        Assert.That((account.Allowance, account.Headroom, account.SafeTicket), Is.EqualTo(((Ratio?)null, (SignedMoney?)null, (Money?)null)));
        Assert.That((account.Status, account.IsBreached, account.LossRatio), Is.EqualTo((LossStatus.Within, false, 0.5m)));
        Assert.That(Compute([], null).Status, Is.EqualTo(LossStatus.NoInvestment));
    }

    // invested 1,000, lost 100: 700 of headroom / 0.2.
    [TestCase(900, 8_000, null, 3_500L)]
    // One division: (6,001 * 3 - 10,000) / 3,999 is 2; the headroom, rounded down first, is 0 and would give 0.
    [TestCase(2, 6_001, null, 2L, 3)]
    [TestCase(100, 8_000, null, 0L)]
    [TestCase(900, 8_000, 3_000L, 600L)]
    [TestCase(900, 8_000, 1_300L, 260L)]
    [TestCase(900, 8_000, 1_200L, 200L)]
    // Allowance 1 has no limit of its own: only the caps count.
    [TestCase(900, 10_000, 1_200L, 200L)]
    [TestCase(900, 10_000, 10_000L, 2_000L)]
    [TestCase(900, 10_000, null, null)]
    [TestCase(900, 0, 10_000L, 0L)]
    public void Compute_SafeTicket_OneDivisionThenCaps(long proceeds, int allowance, long? commitment, long? expected, long cost = 1_000)
    {
        var account = Compute([Closed(cost, proceeds)], allowance, commitment: commitment);

        Assert.That(account.SafeTicket?.Fen, Is.EqualTo(expected));
    }

    [Test]
    public void Compute_SafeTicketBeyondTheLargestAmount_IsTheLargestAmount()
    {
        var account = Compute([Live(9_000_000_000_000_000, 0, 0)], 9_999);

        Assert.That(account.SafeTicket, Is.EqualTo(Money.Max));
    }

    [Test]
    public void Compute_SumsUpToALong_ExactAndOneMoreThrows()
    {
        // 1,024 times 9e15 fen is 9.216e18, just inside a long; 1,025 times is not.
        var inside = Enumerable.Repeat(Closed(Money.Max.Fen, 1), 1_024).ToList();
        PositionState[] outside = [.. inside, Live(Money.Max.Fen, 0, 0)];

        var account = Compute(inside, 10_000, commitment: long.MaxValue);

        Assert.That(account.Invested.Fen, Is.EqualTo(9_216_000_000_000_000_000));
        Assert.That(account.RealisedLoss.Fen, Is.EqualTo(9_216_000_000_000_000_000 - 1_024));
        Assert.That(account.Headroom?.Fen, Is.EqualTo(1_024));
        Assert.That(() => Compute(outside, 10_000), Throws.TypeOf<OverflowException>());
    }

    [Test]
    public void Compute_GainsBeyondALong_AreNoLoss()
    {
        var gains = Enumerable.Repeat(Live(0, Money.Max.Fen, Money.Max.Fen), 2_000).ToList();

        Assert.That(Compute(gains, 8_000, LossBasis.Net).NetLoss, Is.EqualTo(Money.Zero));
    }

    private static LossAccount Compute(IReadOnlyList<PositionState> positions, int? allowance, LossBasis basis = LossBasis.Gross, long? commitment = null) =>
        LossAccounting.Compute(
            positions,
            allowance is { } a ? Ratio.FromBasisPoints(a) : null,
            basis,
            commitment is { } c ? Money.FromFen(c) : null,
            Ratio.FromBasisPoints(2_000));

    private static PositionState Closed(long cost, long proceeds) => new(Money.FromFen(cost), Money.FromFen(proceeds), Money.Zero, true);

    private static PositionState Live(long cost, long proceeds, long fairValue) =>
        new(Money.FromFen(cost), Money.FromFen(proceeds), Money.FromFen(fairValue), false);
}
