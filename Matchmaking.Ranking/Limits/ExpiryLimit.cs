using Matchmaking.Core.Common;

namespace Matchmaking.Ranking.Limits;

/// <summary>A request holds up to and including its last day.</summary>
internal sealed class ExpiryLimit : ILimit
{
    public LimitReason? Judge(in LimitSignals signals) => signals.Request.ValidUntil is { } last && last < signals.AsOf
        ? new(Codes.RequestExpired, LimitValue.Of(last), LimitValue.Of(signals.AsOf))
        : null;
}
