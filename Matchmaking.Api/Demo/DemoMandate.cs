using Matchmaking.Core.Common;
using Matchmaking.Core.FinancingRequests;
using Matchmaking.Core.Startups;
using Matchmaking.Core.Taxonomies;

namespace Matchmaking.Api.Demo;

/// <summary>
/// What the organisers of the season see of a pair: whether the declared mandate takes the request, and how well it seems to
/// fit. Kept apart from the product's own limits and scores, so that the season does not change when these do.
/// </summary>
internal sealed class DemoMandate(Taxonomy taxonomy)
{
    public bool Accepts(DemoFund fund, Startup startup, FinancingRequest request)
    {
        var declared = fund.Fund;
        var (low, high) = Tickets(fund, request);
        return request.Stage is { } stage && (declared.Stages.Count == 0 || declared.Stages.Contains(stage))
            && (declared.Sectors.Count == 0 || Sectors(startup, request).Any(s => declared.Sectors.Any(f => taxonomy.IsAncestorOrSelf(f, s))))
            && (declared.Districts.Count == 0 || Places(startup, request).Any(declared.Districts.Contains))
            && (declared.Instruments.Count == 0 || request.Instruments.Count == 0 || declared.Instruments.Intersect(request.Instruments).Any())
            && low <= high;
    }

    /// <summary>The tickets on which the two can agree; none when the first is above the second.</summary>
    public static (Money Low, Money High) Tickets(DemoFund fund, FinancingRequest request) =>
        (Money.MaxOf(fund.Fund.TicketMinCny, request.MinTicketCny!.Value), DemoPreference.Ticket(fund, request));

    /// <summary>0..1: a narrow mandate that hits counts more than a wide one, and a ticket that fills the ask more than a part.</summary>
    public static double Fit(DemoFund fund, FinancingRequest request)
    {
        var declared = fund.Fund;
        var focus = 1.0 / Math.Max(1, declared.Stages.Count == 0 ? 8 : declared.Stages.Count);
        var share = (double)DemoPreference.Ticket(fund, request).Fen / request.AmountCny.Fen;
        return (0.4 * focus) + (0.3 * share) + (declared.Sectors.Count > 0 ? 0.2 : 0) + (declared.Districts.Count > 0 ? 0.1 : 0);
    }

    private static IReadOnlyList<string> Sectors(Startup startup, FinancingRequest request) =>
        request.Sectors.Count > 0 ? request.Sectors : startup.Sectors;

    private static IEnumerable<string> Places(Startup startup, FinancingRequest request) =>
        (request.District ?? startup.District) is { } district ? startup.WillLandIn.Prepend(district) : startup.WillLandIn;
}
