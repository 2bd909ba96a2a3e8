using Matchmaking.Core.Common;

namespace Matchmaking.Ranking.Limits;

/// <summary>
/// What the fund holds of the startup and the ticket together stay within its share for one startup. Without a commitment
/// there is nothing to take a share of, which <see cref="CommitmentLimit"/> reports.
/// </summary>
internal sealed class ConcentrationLimit : ILimit
{
    public LimitReason? Judge(in LimitSignals signals)
    {
        if (signals.Book is not { } book || book.LargestExposure is not { } cap)
            return null;
        var exposure = book.ExposureTo(signals.Request.StartupId) + signals.Tickets.Judged;
        return exposure > cap ? new(Codes.ConcentrationCap, LimitValue.Of(exposure), LimitValue.Of(cap)) : null;
    }
}
