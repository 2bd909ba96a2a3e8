using System.Text.Json;
using Matchmaking.Core.Common;
using Matchmaking.Core.FinancingRequests;
using Matchmaking.Core.Funds;
using Matchmaking.Ranking.Facts;

namespace Matchmaking.Tests.Ranking.Support;

/// <summary>A change of one field with its place in the documented order of costs.</summary>
internal sealed record PlainChange(int Cost, long Size, string Field, string To, RequestFacts Request, FundMandate Mandate);

/// <summary>Slow oracle: every single change that could matter, whatever limits fail. Amounts: every breakpoint and its neighbours.</summary>
internal static class BruteForce
{
    public static IEnumerable<PlainChange> Changes(RequestFacts r, FundMandate m, FundBook? book, DateOnly asOf)
    {
        foreach (var fen in Amounts(r, m, book).Where(a => a > 0))
        {
            var amount = Money.FromFen(fen);
            if (fen <= r.AmountCny.Fen)
                yield return Of(0, r.MinTicketCny.Fen - fen, "minTicketCny", amount, r with { MinTicketCny = amount }, m);
            var whole = r.MinTicketCny == r.AmountCny;
            if (whole || fen >= r.MinTicketCny.Fen)
                yield return Of(6, fen - r.AmountCny.Fen, "amountCny", amount, r with { AmountCny = amount, MinTicketCny = whole ? amount : r.MinTicketCny }, m);
        }

        foreach (var district in m.Districts.Where(d => d != "outside-wuhan"))
            yield return Of(1, 0, "willLandIn", (string[])[.. r.WillLandIn, district], r with { WillLandIn = [.. r.WillLandIn, district] }, m);
        foreach (var instrument in Enum.GetValues<Instrument>())
            yield return Of(2, (long)instrument, "instruments", (Instrument[])[.. r.Instruments, instrument], r with { Instruments = [.. r.Instruments, instrument] }, m);
        yield return Of(3, 0, "validUntil", asOf, r with { ValidUntil = asOf }, m);
        yield return Of(4, 0, "status", RequestStatus.Open, r with { Status = RequestStatus.Open }, m);
        foreach (var sector in m.Sectors)
        {
            var steps = r.Sectors.Count == 0 ? 0 : r.Sectors.Min(s => s.DistanceTo(sector));
            SectorPath[] sectors = [.. r.Sectors, sector];
            yield return Of(5, steps, "sectors", sectors.Select(s => s.Code), r with { Sectors = sectors }, m);
        }

        foreach (var stage in Enum.GetValues<Stage>())
        {
            var steps = stage - (r.Stage ?? Stage.Seed);
            yield return Of(7, 2 * Math.Abs(steps) + (steps > 0 ? 1 : 0), "stage", stage, r with { Stage = stage }, m);
        }

        yield return Of(8, 0, "fund.status", FundStatus.Open, r, m with { Status = FundStatus.Open });
    }

    private static IEnumerable<long> Amounts(RequestFacts r, FundMandate m, FundBook? book)
    {
        List<long> points = [m.TicketMinCny.Fen, m.TicketMaxCny?.Fen ?? 0, r.AmountCny.Fen, r.MinTicketCny.Fen];
        if (book?.CommitmentCny is { } commitment)
        {
            var held = book.Positions.Where(p => !p.IsClosed && p.StartupId == r.StartupId).Sum(p => p.CostCny.Fen);
            points.Add(commitment.Fen - book.InvestedFen);
            points.Add(book.ConcentrationCap.Of(commitment).Fen - held);
        }

        return points.SelectMany(p => new[] { p - 1, p, p + 1 }).Distinct();
    }

    private static PlainChange Of<T>(int cost, long size, string field, T to, RequestFacts r, FundMandate m) =>
        new(cost, Math.Abs(size), field, JsonSerializer.Serialize(to, WireJson.Options), r, m);
}
