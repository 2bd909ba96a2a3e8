using Matchmaking.Core.Common;
using Matchmaking.Core.Taxonomies;

namespace Matchmaking.Core.FinancingRequests;

public static class FinancingRequestRules
{
    /// <summary>The details with defaults filled in, or all that is wrong with them.</summary>
    public static Result<FinancingRequestDetails> Validate(FinancingRequestDetails details, Taxonomy taxonomy)
    {
        var check = new Validator();
        check.OptionalKnown("/chain", details.Chain, taxonomy.IsChain, "chain");
        check.OptionalKnown("/district", details.District, taxonomy.IsDistrict, "district");
        check.Known("/sectors", details.Sectors, taxonomy.IsSector, "sector");
        var minTicket = details.MinTicketCny ?? details.AmountCny;
        check.Require(minTicket <= details.AmountCny, "/minTicketCny", Codes.WrongOrder, ("relation", "above"), ("other", "amountCny"));
        CheckUseOfProceeds(check, details);
        return check.Result(details with { MinTicketCny = minTicket });
    }

    private static void CheckUseOfProceeds(Validator check, FinancingRequestDetails details)
    {
        // More than a list may have are refused as such, and their sum may not fit.
        if (details.UseOfProceeds.Count is 0 or > Bounds.ListMax)
            return;
        var total = Money.FromFen(details.UseOfProceeds.Sum(u => u.AmountCny.Fen));
        check.Require(total == details.AmountCny, "/useOfProceeds", Codes.SumMismatch, ("actual", total), ("expected", details.AmountCny));
    }
}
