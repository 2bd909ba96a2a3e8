using Matchmaking.Core.Common;
using Matchmaking.Ranking.Facts;

namespace Matchmaking.Ranking.Limits;

/// <summary>Some sector of the request is one of the fund's or lies below one. A fund without sectors takes any.</summary>
internal sealed class SectorLimit : ILimit
{
    public LimitReason? Judge(in LimitSignals signals)
    {
        var accepted = signals.Mandate.Sectors;
        var offered = signals.Request.Sectors;
        if (accepted.Count == 0)
            return null;
        for (var i = 0; i < offered.Count; i++)
        {
            for (var j = 0; j < accepted.Count; j++)
            {
                if (offered[i].IsWithin(accepted[j].Code))
                    return null;
            }
        }

        return offered.Count == 0
            ? new(Codes.MissingSector, LimitValue.None, List(accepted))
            : new(Codes.SectorMismatch, List(offered), List(accepted));
    }

    private static LimitValue List(IReadOnlyList<SectorPath> sectors) => LimitValue.Of(sectors.Select(s => s.Code));
}
