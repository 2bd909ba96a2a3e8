using Matchmaking.Core.Common;

namespace Matchmaking.Ranking.Limits;

/// <summary>One side said that the two must not meet.</summary>
internal sealed class VetoLimit : ILimit
{
    public LimitReason? Judge(in LimitSignals signals) =>
        signals.IsVetoed ? new(Codes.Vetoed, LimitValue.None, LimitValue.None) : null;
}
