using Matchmaking.Core.Common;
using Matchmaking.Core.FinancingRequests;

namespace Matchmaking.Ranking.Limits;

/// <summary>Only an open request is ranked.</summary>
internal sealed class RequestStatusLimit : ILimit
{
    public LimitReason? Judge(in LimitSignals signals) => signals.Request.Status == RequestStatus.Open
        ? null
        : new(Codes.RequestNotOpen, LimitValue.Of(signals.Request.Status.Kebab()), LimitValue.Of(RequestStatus.Open.Kebab()));
}
