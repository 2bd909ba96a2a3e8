using Matchmaking.Core.Common;

namespace Matchmaking.Ranking.Limits;

/// <summary>
/// The request's district, or one in which the startup would open a site, is one of the fund's. Codes match themselves
/// only, zones and <c>outside-wuhan</c> included.
/// </summary>
internal sealed class DistrictLimit : ILimit
{
    public LimitReason? Judge(in LimitSignals signals)
    {
        var accepted = signals.Mandate.Districts;
        var (district, others) = (signals.Request.District, signals.Request.WillLandIn);
        if (accepted.Count == 0 || (district is not null && Has(accepted, district)))
            return null;
        for (var i = 0; i < others.Count; i++)
        {
            if (Has(accepted, others[i]))
                return null;
        }

        return district is null
            ? new(Codes.MissingDistrict, others.Count == 0 ? LimitValue.None : LimitValue.Of(others), LimitValue.Of(accepted))
            : new(Codes.DistrictMismatch, LimitValue.Of([district, .. others]), LimitValue.Of(accepted));
    }

    private static bool Has(IReadOnlyList<string> codes, string code)
    {
        for (var i = 0; i < codes.Count; i++)
        {
            if (string.Equals(codes[i], code, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
