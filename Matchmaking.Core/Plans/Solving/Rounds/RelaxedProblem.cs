namespace Matchmaking.Core.Plans.Solving.Rounds;

/// <summary>A problem with its rounds forgotten: everybody may meet as often as there are rounds in which it is there, and only pairs that are ever there together. What has no plan even so has none.</summary>
internal static class RelaxedProblem
{
    public static MeetingProblem Of(MeetingProblem problem)
    {
        var pinned = problem.Pins.Select(p => p.Key).ToHashSet();
        return MeetingProblem.Create(
            [.. problem.Startups.Select(v => Relaxed(v, problem.Rounds))],
            [.. problem.Funds.Select(v => Relaxed(v, problem.Rounds))],
            problem.Rounds,
            problem.Tables,
            problem.Pairs.Where(p => pinned.Contains(p.Key) || problem.CommonRounds(p.Startup, p.Fund).Count > 0),
            problem.Vetoes,
            pinned.Select(p => new MeetingPin(p.Startup, p.Fund)),
            problem.Terms);
    }

    private static MeetingParticipant Relaxed(MeetingParticipant participant, int rounds) =>
        participant with { Available = null, Max = Math.Min(participant.Max, participant.Available?.Count ?? rounds) };
}
