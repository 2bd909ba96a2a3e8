using Matchmaking.Core.Common;
using Matchmaking.Core.Taxonomies;

namespace Matchmaking.Core.Funds;

public static class FundRules
{
    public static Result<FundDetails> Validate(FundDetails details, Taxonomy taxonomy)
    {
        var check = new Validator();
        check.Known("/sectors", details.Sectors, taxonomy.IsSector, "sector");
        check.Known("/districts", details.Districts, taxonomy.IsDistrict, "district");
        check.Require(
            details.TicketMaxCny is not { } max || details.TicketMinCny <= max, "/ticketMinCny", Codes.WrongOrder, ("relation", "above"), ("other", "ticketMaxCny"));
        return check.Result(details);
    }
}
