using Matchmaking.Core.Plans;

namespace Matchmaking.Api.Plans;

/// <summary>A stored plan of meetings as the solvers and the verifier know it.</summary>
/// <param name="Problem">What was planned.</param>
/// <param name="Plan">The plan.</param>
internal sealed record MeetingReading(MeetingProblem Problem, MeetingPlan Plan)
{
    /// <summary>The round of the session that problem and plan count as their first; later than 1 for plans that were repaired from there on.</summary>
    public int FirstRound { get; init; } = 1;
}
