using Matchmaking.Core.Plans;

namespace Matchmaking.Tests.Core.Plans.Rounds;

/// <summary>Problems with limits taken away or given way, to check what an explanation of infeasibility claims.</summary>
internal static class Lifted
{
    /// <summary>Conflicts that pins have by themselves are not limits that can be lifted one by one.</summary>
    public static bool IsOfPins(PlanLimit limit) => limit is PlanLimit.PinExcluded or PlanLimit.PinVetoed or PlanLimit.PinsOverMax
        or PlanLimit.PinNoCommonRound or PlanLimit.PinUnavailable or PlanLimit.PinTwoRounds or PlanLimit.PinsInSameRound or PlanLimit.PinsOverTables;

    /// <summary>The problem with the listed limits alone; without the rounds among them there are as many more as could ever be of use.</summary>
    /// <param name="problem">All of it.</param>
    /// <param name="conflicts">What is kept.</param>
    /// <param name="changed">A change made to the problem, which the kept limit takes its amount from.</param>
    public static MeetingProblem AllBut(MeetingProblem problem, IReadOnlyList<PlanConflict> conflicts, PlanRelaxation? changed = null)
    {
        var isRoundsKept = conflicts.Any(c => c.Limit == PlanLimit.Rounds) || changed is not null || !conflicts.Any();
        var more = isRoundsKept || RoundOracle.Run(Only(problem, conflicts, 0)) is not null ? 0 : problem.Rounds;
        return Only(problem, conflicts, more);
    }

    public static MeetingProblem Relaxed(MeetingProblem problem, PlanRelaxation relaxation)
    {
        var parts = MeetingParts.Of(problem);
        MeetingParticipant Of(MeetingParticipant v) => v.Id != relaxation.ParticipantId ? v : relaxation.Kind switch
        {
            PlanRelaxationKind.LowerMin => v with { Min = (int)relaxation.Amount },
            PlanRelaxationKind.RaiseMax => v with { Max = (int)relaxation.Amount },
            PlanRelaxationKind.ExtendAvailability => v with { Available = null },
            _ => v,
        };
        return (parts with
        {
            Startups = [.. parts.Startups.Select(Of)],
            Funds = [.. parts.Funds.Select(Of)],
            Rounds = relaxation.Kind == PlanRelaxationKind.AddRounds ? parts.Rounds + (int)relaxation.Amount : parts.Rounds,
            Tables = relaxation.Kind == PlanRelaxationKind.AddTables ? parts.Tables + (int)relaxation.Amount : parts.Tables,
            Pins = relaxation.Kind != PlanRelaxationKind.DropPins ? parts.Pins
                : [.. parts.Pins.Where(p => problem.Startups[p.Startup].Id != relaxation.ParticipantId || problem.Funds[p.Fund].Id != relaxation.PartnerId)],
        }).Problem;
    }

    private static MeetingProblem Only(MeetingProblem problem, IReadOnlyList<PlanConflict> conflicts, int more)
    {
        var kept = conflicts.Select(c => (c.Limit, c.ParticipantId, c.PartnerId)).ToHashSet();
        var rounds = problem.Rounds + more;
        var hasTables = kept.Contains((PlanLimit.Tables, null, null));
        return MeetingProblem.Create(
            [.. problem.Startups.Select(Of)],
            [.. problem.Funds.Select(Of)],
            rounds,
            hasTables ? problem.Places : null,
            problem.Pairs,
            problem.Vetoes,
            problem.Pins.Where(p => kept.Contains((PlanLimit.Pin, problem.Startups[p.Startup].Id, problem.Funds[p.Fund].Id))));

        MeetingParticipant Of(MeetingParticipant v) => new(
            v.Id,
            kept.Contains((PlanLimit.MinMeetings, v.Id, null)) ? v.Min : 0,
            kept.Contains((PlanLimit.MaxMeetings, v.Id, null)) ? v.Max : rounds,
            kept.Contains((PlanLimit.Availability, v.Id, null)) ? v.Available : null);
    }
}
