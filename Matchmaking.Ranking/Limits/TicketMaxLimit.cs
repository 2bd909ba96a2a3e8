using Matchmaking.Core.Common;

namespace Matchmaking.Ranking.Limits;

/// <summary>The smallest possible ticket does not exceed the fund's largest.</summary>
internal sealed class TicketMaxLimit : ILimit
{
    public LimitReason? Judge(in LimitSignals signals) => signals.Mandate.TicketMaxCny is { } max && signals.Tickets.Low > max
        ? new(Codes.TicketAboveMax, LimitValue.Of(signals.Tickets.Low), LimitValue.Of(max))
        : null;
}
