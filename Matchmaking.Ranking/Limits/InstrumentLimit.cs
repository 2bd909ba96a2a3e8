using Matchmaking.Core.Common;

namespace Matchmaking.Ranking.Limits;

/// <summary>The two share an instrument. Either side without any takes all.</summary>
internal sealed class InstrumentLimit : ILimit
{
    public LimitReason? Judge(in LimitSignals signals)
    {
        var accepted = signals.Mandate.Instruments;
        var offered = signals.Request.Instruments;
        if (accepted.Count == 0 || offered.Count == 0)
            return null;
        for (var i = 0; i < offered.Count; i++)
        {
            if (accepted.Contains(offered[i]))
                return null;
        }

        return new(Codes.InstrumentMismatch, LimitValue.Of(offered), LimitValue.Of(accepted));
    }
}
