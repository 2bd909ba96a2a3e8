using Matchmaking.Core.Common;
using Matchmaking.Core.Taxonomies;

namespace Matchmaking.Core.Startups;

public static class StartupRules
{
    /// <param name="details">The details as entered.</param>
    /// <param name="taxonomy">The codes that exist.</param>
    /// <param name="today">The day in Shanghai.</param>
    /// <param name="acceptAnyUscc">Admin's override: a code that fails the check is kept as long as it has 18 characters.</param>
    public static Result<StartupDetails> Validate(StartupDetails details, Taxonomy taxonomy, DateOnly today, bool acceptAnyUscc)
    {
        var check = new Validator();
        check.OptionalKnown("/district", details.District, taxonomy.IsDistrict, "district");
        check.Known("/sectors", details.Sectors, taxonomy.IsSector, "sector");
        check.Known("/willLandIn", details.WillLandIn, taxonomy.IsDistrict, "district");
        check.Known("/recognitions", details.Recognitions, taxonomy.IsRecognition, "recognition");
        check.Require(details.FoundedOn is not { } founded || founded <= today, "/foundedOn", Codes.WrongOrder, ("relation", "after"), ("other", "today"));
        if (details.Uscc is { } uscc)
        {
            var verdict = Uscc.Check(uscc);
            check.Require(
                verdict.IsValid || (acceptAnyUscc && verdict.Problem != UsccProblem.Length), "/uscc", Codes.InvalidUscc, ("why", verdict.Problem.Kebab()));
        }

        return check.Result(details);
    }
}
