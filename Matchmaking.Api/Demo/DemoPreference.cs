using Matchmaking.Core.Common;
using Matchmaking.Core.FinancingRequests;
using Matchmaking.Core.Numerics;
using Matchmaking.Core.Startups;
using Matchmaking.Core.Taxonomies;

namespace Matchmaking.Api.Demo;

/// <summary>
/// The hidden preference that the outcomes of the season follow: how much a fund would like a request, 0..1, a weighted sum
/// of six parts of 0..1 each. The formula stands in docs/demo.md.
/// </summary>
internal sealed class DemoPreference(Taxonomy taxonomy)
{
    private const double Ln6 = 1.791759469228055;

    private static readonly string[] _objections =
    [
        "赛道与近期投资重点不符", "阶段偏离主投轮次", "落地区域不合适", "单笔金额不合适", "资质积累尚不足", "团队与知识产权仍需加强",
    ];

    public double Utility(DemoFund fund, Startup startup, FinancingRequest request)
    {
        var sum = 0.0;
        foreach (var (weight, value) in Parts(fund, startup, request))
            sum += weight * value;
        return sum;
    }

    /// <summary>What speaks most against the request: the part that costs it most.</summary>
    public string Objection(DemoFund fund, Startup startup, FinancingRequest request)
    {
        var (worst, most) = (0, 0.0);
        var parts = Parts(fund, startup, request);
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i].Weight * (1 - parts[i].Value) is var cost && cost > most)
                (worst, most) = (i, cost);
        }

        return _objections[worst];
    }

    private (double Weight, double Value)[] Parts(DemoFund fund, Startup startup, FinancingRequest request)
    {
        var (taste, w) = (fund.Taste, fund.Taste.Weights);
        return
        [
            (w.Sector, Sector(taste, startup, request)),
            (w.Stage, StageFit(taste, request.Stage)),
            (w.Place, Place(taste, request.District ?? startup.District, startup.WillLandIn)),
            (w.Amount, Amount(taste, Ticket(fund, request))),
            (w.Recognition, Recognition(startup.Recognitions)),
            (w.Team, Team(startup)),
        ];
    }

    /// <summary>The largest ticket that both sides accept.</summary>
    public static Money Ticket(DemoFund fund, FinancingRequest request) =>
        fund.Fund.TicketMaxCny is { } max ? Money.Min(max, request.AmountCny) : request.AmountCny;

    /// <summary>The best liked of the request's sectors.</summary>
    private static double Sector(FundTaste taste, Startup startup, FinancingRequest request)
    {
        var best = 0.0;
        foreach (var sector in request.Sectors.Count > 0 ? request.Sectors : startup.Sectors)
            best = Math.Max(best, taste.Sectors.GetValueOrDefault(sector));
        return best;
    }

    /// <summary>1 at the favourite stage, a third less for each stage away from it.</summary>
    private static double StageFit(FundTaste taste, Stage? stage) =>
        stage is { } s ? Math.Max(0, 1 - (Math.Abs((int)s - (int)taste.Stage) / 3.0)) : 0;

    private static double Place(FundTaste taste, string? district, IReadOnlyList<string> willLandIn)
    {
        if (district is not null && taste.Districts.Contains(district))
            return 1;
        if (willLandIn.Any(taste.Districts.Contains))
            return 0.6;
        return district is null or DemoDistricts.Outside ? 0 : 0.25;
    }

    /// <summary>1 at the favourite ticket, 0 at six times or a sixth of it, linear in the logarithm between.</summary>
    private static double Amount(FundTaste taste, Money ticket) =>
        Math.Max(0, 1 - (Math.Abs(PortableMath.Log((double)ticket.Fen / taste.Ticket.Fen)) / Ln6));

    /// <summary>The highest rung on either ladder counts up to 0.8, every other recognition 0.2, at most 1 in all.</summary>
    private double Recognition(IReadOnlyList<string> codes)
    {
        var (rung, others) = (0.0, 0.0);
        foreach (var entry in taxonomy.Recognitions.Where(r => codes.Contains(r.Code)))
        {
            if (entry.Ladder == RecognitionLadder.Ladder)
                rung = Math.Max(rung, 0.8 * Math.Min(entry.Order, 60) / 60);
            else if (entry.Ladder == RecognitionLadder.Growth)
                rung = Math.Max(rung, 0.8 * entry.Order / 40);
            else
                others += 0.2;
        }

        return Math.Min(1, rung + others);
    }

    /// <summary>Half for a team of 120, half for 30 patents.</summary>
    private static double Team(Startup startup) =>
        (0.5 * Math.Min(1, (startup.TeamSize ?? 0) / 120.0)) + (0.5 * Math.Min(1, (startup.Patents ?? 0) / 30.0));
}
