using Matchmaking.Core.Common;
using Matchmaking.Core.Funds;

namespace Matchmaking.Core.Risk;

/// <summary>
/// Judges a fund's losses against its allowance, over all positions ever made and never over one project. Integers in
/// fen with 128-bit products throughout: doubles lose the last fen above 2^53, and one fen decides a breach.
/// </summary>
public static class LossAccounting
{
    private const int Whole = 10_000;

    /// <param name="positions">Every position in force, closed ones included, in any order.</param>
    /// <param name="allowance">Highest accepted loss as a share of all that was invested; null: not judged.</param>
    /// <param name="basis">Whether gains offset losses.</param>
    /// <param name="commitment">The size of the fund; null: not known, nothing is capped by it.</param>
    /// <param name="concentrationCap">Largest exposure to one company as a share of the commitment.</param>
    /// <exception cref="OverflowException">A sum leaves the range of fen in a <see cref="long"/>.</exception>
    public static LossAccount Compute(
        IReadOnlyList<PositionState> positions, Ratio? allowance, LossBasis basis, Money? commitment, Ratio concentrationCap)
    {
        var totals = Totals.Of(positions);
        var invested = Fen(totals.Invested);
        var realised = Fen(totals.Realised);
        var marked = Fen(totals.Marked);
        var netRealised = Fen(Int128.Max(0, totals.NetRealised));
        var netMarked = Fen(Int128.Max(0, totals.NetMarked));
        var (loss, markedLoss) = basis == LossBasis.Gross ? (realised, marked) : (netRealised, netMarked);
        Money? uncalled = commitment is { } size ? Fen(Int128.Max(0, size.Fen - totals.Invested)) : null;
        return new()
        {
            Invested = invested,
            RealisedLoss = realised,
            MarkedLoss = marked,
            NetRealisedLoss = netRealised,
            NetLoss = netMarked,
            LossOnBasis = loss,
            RealisedBalance = SignedMoney.FromFen(checked((long)(basis == LossBasis.Gross ? totals.Realised : totals.NetRealised))),
            MarkedOnBasis = markedLoss,
            LossRatio = LossRatio(loss, invested),
            Allowance = allowance,
            Headroom = allowance is { } a ? Headroom(a, invested, loss) : null,
            SafeTicket = allowance is { } b ? SafeTicket(b, invested, loss, uncalled, commitment, concentrationCap) : null,
            UncalledCommitment = uncalled,
            Status = Status(allowance, invested, loss, markedLoss, uncalled),
        };
    }

    /// <summary>Whether a loss is over the allowance: exactly at the limit is not, one fen over is.</summary>
    public static bool Exceeds(Money loss, Ratio allowance, Money invested) =>
        (Int128)loss.Fen * Whole > (Int128)allowance.BasisPoints * invested.Fen;

    /// <summary>Loss / invested to 28 digits, written with at least four decimals; null when nothing is invested.</summary>
    public static decimal? LossRatio(Money loss, Money invested) =>
        // Adding four zeros fixes the least number of decimals (0.8000) without touching the value.
        invested == Money.Zero ? null : ((decimal)loss.Fen / invested.Fen) + 0.0000m;

    /// <summary>What may still be lost, floor(allowance x invested) - loss; negative when breached.</summary>
    /// <exception cref="OverflowException">The result leaves the range of fen in a <see cref="long"/>.</exception>
    public static SignedMoney Headroom(Ratio allowance, Money invested, Money loss) =>
        SignedMoney.FromFen(checked(allowance.Of(invested).Fen - loss.Fen));

    /// <summary>
    /// The largest x with loss + x at most allowance * (invested + x): one division of the whole, as rounding the headroom
    /// down first would lose fen.
    /// </summary>
    private static Money? SafeTicket(Ratio allowance, Money invested, Money loss, Money? uncalled, Money? commitment, Ratio concentrationCap)
    {
        Money? ticket = null;
        if (allowance.BasisPoints < Whole)
        {
            var room = ((Int128)allowance.BasisPoints * invested.Fen) - ((Int128)Whole * loss.Fen);
            var exact = room <= 0 ? 0 : room / (Whole - allowance.BasisPoints);
            // No ticket can be larger than the largest amount there is.
            ticket = Fen(Int128.Min(exact, Money.Max.Fen));
        }

        foreach (var cap in (ReadOnlySpan<Money?>)[uncalled, commitment is { } size ? concentrationCap.Of(size) : null])
        {
            if (cap is { } limit)
                ticket = ticket is { } sofar ? Money.Min(sofar, limit) : limit;
        }

        return ticket;
    }

    private static LossStatus Status(Ratio? allowance, Money invested, Money loss, Money marked, Money? uncalled)
    {
        if (invested == Money.Zero)
            return LossStatus.NoInvestment;
        if (allowance is not { } limit)
            return LossStatus.Within;
        if (Exceeds(loss, limit, invested))
        {
            // Without a known commitment the fund may still grow, so nothing can be called irrecoverable.
            return uncalled is { } rest && (Int128)loss.Fen * Whole > limit.BasisPoints * ((Int128)invested.Fen + rest.Fen)
                ? LossStatus.Irrecoverable
                : LossStatus.Breached;
        }

        if (Headroom(limit, invested, loss).Fen == 0)
            return LossStatus.AtLimit;
        return Exceeds(marked, limit, invested) ? LossStatus.WatchMarked : LossStatus.Within;
    }

    private static Money Fen(Int128 fen) => Money.FromFen(checked((long)fen));

    /// <summary>Sums over all positions; 128 bits hold them whatever the number of positions.</summary>
    private readonly record struct Totals(Int128 Invested, Int128 Realised, Int128 Marked, Int128 NetRealised, Int128 NetMarked)
    {
        public static Totals Of(IReadOnlyList<PositionState> positions)
        {
            Int128 invested = 0, realised = 0, live = 0, netRealised = 0, netLive = 0;
            foreach (var position in positions)
            {
                var lost = (Int128)position.Cost.Fen - position.Proceeds.Fen - (position.Closed ? 0 : position.FairValue.Fen);
                invested += position.Cost.Fen;
                if (position.Closed)
                    (realised, netRealised) = (realised + Int128.Max(0, lost), netRealised + lost);
                else
                    (live, netLive) = (live + Int128.Max(0, lost), netLive + lost);
            }

            return new(invested, realised, realised + live, netRealised, netRealised + netLive);
        }
    }
}
