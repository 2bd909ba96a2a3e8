namespace Matchmaking.Core.Plans.Repair;

/// <summary>What has become of a problem since it was planned, and what of that plan may stay.</summary>
/// <param name="Problem">Who is there now, within what limits, in the rounds that are still to come (counted from 1).</param>
/// <param name="Before">Meetings of the plan before in those rounds whose two sides are still among the participants, by the indices of <paramref name="Problem"/>.</param>
/// <param name="Prices">Of the plan before, by the indices of <paramref name="Problem"/>; null where they are not known. Only the time that it takes depends on them.</param>
public sealed record RepairTask(MeetingProblem Problem, IReadOnlyList<Meeting> Before, MeetingCertificate? Prices = null);
