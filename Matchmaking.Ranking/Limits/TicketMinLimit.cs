using Matchmaking.Core.Common;

namespace Matchmaking.Ranking.Limits;

/// <summary>The whole ask reaches the smallest possible ticket.</summary>
internal sealed class TicketMinLimit : ILimit
{
    public LimitReason? Judge(in LimitSignals signals) => signals.Request.AmountCny < signals.Tickets.Low
        ? new(Codes.TicketBelowMin, LimitValue.Of(signals.Request.AmountCny), LimitValue.Of(signals.Tickets.Low))
        : null;
}
