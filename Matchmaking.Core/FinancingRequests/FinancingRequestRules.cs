using Matchmaking.Core.Common;
using Matchmaking.Core.Taxonomies;

namespace Matchmaking.Core.FinancingRequests;

public static class FinancingRequestRules
{
    /// <summary>The details with defaults filled in, or all that is wrong with them.</summary>
    public static Result<FinancingRequestDetails> Validate(FinancingRequestDetails details, Taxonomy taxonomy)
    {
        var check = new Validator();
        check.Text("/title", details.Title);
        check.OptionalText("/externalId", details.ExternalId);
        check.OptionalKnown("/chain", details.Chain, taxonomy.IsChain, "chain");
        check.OptionalKnown("/district", details.District, taxonomy.IsDistrict, "district");
        check.Known("/sectors", details.Sectors, taxonomy.IsSector, "sector");
        check.Distinct("/instruments", details.Instruments);
        check.Positive("/amountCny", details.AmountCny);
        var minTicket = details.MinTicketCny ?? details.AmountCny;
        check.Require(minTicket <= details.AmountCny, "/minTicketCny", Codes.WrongOrder, ("relation", "above"), ("other", "amountCny"));
        CheckUseOfProceeds(check, details);
        return check.Result(details with { MinTicketCny = minTicket });
    }

    private static void CheckUseOfProceeds(Validator check, FinancingRequestDetails details)
    {
        if (details.UseOfProceeds.Count == 0)
            return;
        if (details.UseOfProceeds.Count > Validator.ListMax)
        {
            check.Add("/useOfProceeds", Codes.TooMany, ("max", Validator.ListMax));
            return;
        }

        var sum = 0L;
        for (var i = 0; i < details.UseOfProceeds.Count; i++)
        {
            var use = details.UseOfProceeds[i];
            check.Text($"/useOfProceeds/{i}/purpose", use.Purpose);
            sum = checked(sum + use.AmountCny.Fen);
        }

        var total = Money.FromFen(sum);
        check.Require(total == details.AmountCny, "/useOfProceeds", Codes.SumMismatch, ("actual", total), ("expected", details.AmountCny));
    }
}
