using Matchmaking.Core.Common;
using Matchmaking.Core.Taxonomies;

namespace Matchmaking.Core.Funds;

public static class FundRules
{
    public static Result<FundDetails> Validate(FundDetails details, Taxonomy taxonomy)
    {
        var check = new Validator();
        check.Text("/name", details.Name);
        check.OptionalText("/externalId", details.ExternalId);
        check.Known("/sectors", details.Sectors, taxonomy.IsSector, "sector");
        check.Known("/districts", details.Districts, taxonomy.IsDistrict, "district");
        check.Distinct("/stages", details.Stages);
        check.Distinct("/instruments", details.Instruments);
        if (details.TicketMaxCny is { } max)
        {
            check.Positive("/ticketMaxCny", max);
            check.Require(details.TicketMinCny <= max, "/ticketMinCny", Codes.WrongOrder, ("relation", "above"), ("other", "ticketMaxCny"));
        }

        return check.Result(details);
    }
}
