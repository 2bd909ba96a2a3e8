using Matchmaking.Core.Common;

namespace Matchmaking.Core.Outcomes;

public static class OutcomeRules
{
    public static Result<OutcomeDetails> Validate(OutcomeDetails details, DateOnly today)
    {
        var check = new Validator();
        check.Require(details.OccurredOn <= today, "/occurredOn", Codes.WrongOrder, ("relation", "after"), ("other", "today"));
        return check.Result(details);
    }
}
