using Matchmaking.Core.Common;
using Matchmaking.Core.Funds;

namespace Matchmaking.Ranking.Limits;

/// <summary>A closed fund joins nothing.</summary>
internal sealed class FundStatusLimit : ILimit
{
    public LimitReason? Judge(in LimitSignals signals) => signals.Mandate.Status == FundStatus.Open
        ? null
        : new(Codes.FundClosed, LimitValue.Of(signals.Mandate.Status.Kebab()), LimitValue.Of(FundStatus.Open.Kebab()));
}
