using Matchmaking.Core.Common;

namespace Matchmaking.Ranking.Limits;

/// <summary>
/// The fund's realised loss is within its allowance: exactly at it passes, one fen over fails, and no ticket lifts that.
/// </summary>
internal sealed class LossAllowanceLimit : ILimit
{
    public LimitReason? Judge(in LimitSignals signals)
    {
        if (signals.Book is not { } book || book.HeadroomFen(Money.Zero) is not { } headroom || headroom >= 0)
            return null;
        var loss = SignedMoney.FromFen(book.Facts.RealisedLossFen);
        return new(Codes.LossAllowanceBreached, LimitValue.Of(loss), LimitValue.Of(SignedMoney.FromFen(loss.Fen + headroom)));
    }
}
