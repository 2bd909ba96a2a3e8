using Matchmaking.Core.FinancingRequests;
using Matchmaking.Core.Funds;
using Matchmaking.Ranking.Facts;

namespace Matchmaking.Tests.Ranking.Support;

/// <summary>Slow oracle: whether every limit passes, written straight from the contract without the product's rules.</summary>
internal static class PlainJudge
{
    public static bool Passes(RequestFacts request, FundMandate mandate, FundBook? book, DateOnly asOf)
    {
        var low = Math.Max(mandate.TicketMinCny.Fen, request.MinTicketCny.Fen);
        var high = Math.Min(mandate.TicketMaxCny?.Fen ?? long.MaxValue, request.AmountCny.Fen);
        return request.Status == RequestStatus.Open
            && mandate.Status == FundStatus.Open
            && (request.ValidUntil is null || request.ValidUntil >= asOf)
            && request.Stage is { } stage
            && Any(mandate.Stages, s => s == stage)
            && Any(mandate.Sectors, s => request.Sectors.Any(r => r.Codes.Contains(s.Code)))
            && Any(mandate.Districts, d => d == request.District || request.WillLandIn.Contains(d))
            && (request.Instruments.Count == 0 || Any(mandate.Instruments, request.Instruments.Contains))
            && low <= high
            && (book is null || MoneyPasses(request, book, high));
    }

    private static bool MoneyPasses(RequestFacts request, FundBook book, long ticket)
    {
        if (book.CommitmentCny is not { } commitment || ticket > commitment.Fen - book.InvestedFen)
            return false;
        var held = book.Positions.Where(p => !p.IsClosed && p.StartupId == request.StartupId).Sum(p => p.CostCny.Fen);
        return held + ticket <= book.ConcentrationCap.Of(commitment).Fen
            && (book.LossAllowance is not { } allowance
                || (Int128)book.RealisedLossFen * 10_000 <= (Int128)allowance.BasisPoints * book.InvestedFen);
    }

    private static bool Any<T>(IReadOnlyList<T> declared, Func<T, bool> fits) => declared.Count == 0 || declared.Any(fits);
}
