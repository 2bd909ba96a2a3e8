namespace Matchmaking.Core.Plans.Explaining;

/// <summary>A problem with one thing changed. Participants stay the same, so indices do too.</summary>
public static class ProblemChange
{
    /// <summary>One table more in every round.</summary>
    public static MeetingProblem WithTable(this MeetingProblem problem) => Create(problem, tables: problem.Tables + 1);

    /// <summary>One round more at the end. Everybody is there in it; who could meet in every round that it attends may do so in this one too, and who has a lower maximum keeps that.</summary>
    public static MeetingProblem WithRound(this MeetingProblem problem)
    {
        var rounds = problem.Rounds + 1;
        MeetingParticipant Longer(MeetingParticipant v) => v with
        {
            Max = v.Max < (v.Available?.Count ?? problem.Rounds) ? v.Max : Math.Max(v.Max, (v.Available?.Count ?? problem.Rounds) + 1),
            Available = v.Available is null ? null : [.. v.Available, rounds],
        };
        return Create(problem, [.. problem.Startups.Select(Longer)], [.. problem.Funds.Select(Longer)], rounds);
    }

    /// <summary>One meeting more allowed to a participant.</summary>
    public static MeetingProblem WithMeeting(this MeetingProblem problem, MeetingSide side, int index)
    {
        var (startups, funds) = (problem.Startups.ToArray(), problem.Funds.ToArray());
        var ofSide = side == MeetingSide.Startup ? startups : funds;
        ofSide[index] = ofSide[index] with { Max = ofSide[index].Max + 1 };
        return Create(problem, startups, funds);
    }

    /// <summary>The pair must meet, in any round.</summary>
    public static MeetingProblem WithPin(this MeetingProblem problem, PairKey pair) => Create(problem, pins: [.. problem.Pins, new MeetingPin(pair.Startup, pair.Fund)]);

    /// <summary>The pair need not meet any more.</summary>
    public static MeetingProblem WithoutPin(this MeetingProblem problem, PairKey pair) => Create(problem, pins: problem.Pins.Where(p => p.Key != pair));

    private static MeetingProblem Create(
        MeetingProblem problem,
        IReadOnlyList<MeetingParticipant>? startups = null,
        IReadOnlyList<MeetingParticipant>? funds = null,
        int? rounds = null,
        int? tables = null,
        IEnumerable<MeetingPin>? pins = null) => MeetingProblem.Create(
        startups ?? problem.Startups, funds ?? problem.Funds, rounds ?? problem.Rounds, tables ?? problem.Tables, problem.Pairs, problem.Vetoes, pins ?? problem.Pins, problem.Terms);
}
