using Matchmaking.Core.Plans.Solving.Rounds;

namespace Matchmaking.Core.Plans.Solving;

/// <summary>
/// Plans any problem: exactly where everybody is there in all rounds, and otherwise by a search that ends with the best plan found, a bound that proves how far it can be
/// from the best there is, and the certificate of that bound.
/// </summary>
/// <param name="effort">How long to search where rounds are restricted.</param>
public sealed class MeetingSolver(SearchEffort effort) : IMeetingSolver
{
    private readonly ExactMeetingSolver _exact = new();
    private readonly RoundMeetingSolver _search = new(effort);

    /// <inheritdoc/>
    public MeetingPlanResult Solve(MeetingProblem problem, IProgress<SolveProgress>? progress, CancellationToken cancellation) =>
        IsRestricted(problem) ? _search.Solve(problem, progress, cancellation) : _exact.Solve(problem, progress, cancellation);

    private static bool IsRestricted(MeetingProblem problem)
    {
        if (HasAvailability(problem.Startups) || HasAvailability(problem.Funds))
            return true;
        foreach (var pin in problem.Pins)
        {
            if (pin.Round is not null)
                return true;
        }

        return false;
    }

    private static bool HasAvailability(IReadOnlyList<MeetingParticipant> participants)
    {
        for (var i = 0; i < participants.Count; i++)
        {
            if (participants[i].Available is not null)
                return true;
        }

        return false;
    }
}
