using Matchmaking.Core.Plans;

namespace Matchmaking.Api.Plans;

/// <summary>A stored plan of meetings as the solvers and the verifier know it.</summary>
/// <param name="Problem">What was planned.</param>
/// <param name="Plan">The plan.</param>
internal sealed record MeetingReading(MeetingProblem Problem, MeetingPlan Plan);
