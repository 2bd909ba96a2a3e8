namespace Matchmaking.Core.Plans.Solving;

/// <summary>Conflicts that pins have by themselves, without any choice of pairs: each is named with what would resolve it.</summary>
internal static class PinConflicts
{
    /// <returns>The first conflict in the order of pins and participants; null if each pin is possible and so are those of each participant and round together.</returns>
    public static PlanInfeasibility? Find(MeetingProblem problem) =>
        Impossible(problem) ?? TwoRounds(problem) ?? OverMax(problem) ?? SameRound(problem) ?? OverTables(problem);

    private static PlanInfeasibility? Impossible(MeetingProblem problem)
    {
        if (problem.Pins.Count == 0)
            return null;
        var pairs = MeetingNetwork.PairsOf(problem);
        var vetoed = problem.Vetoes.ToHashSet();
        foreach (var pin in problem.Pins)
        {
            var (startup, fund) = Ids(problem, pin);
            var drop = Drop(problem, pin);
            if (PairLookup.IndexOf(pairs, pin.Key) < 0)
                return new([new(PlanLimit.PinExcluded, 1, startup, fund)], 1, [drop]);
            if (vetoed.Contains(pin.Key))
                return new([new(PlanLimit.PinVetoed, 1, startup, fund)], 1, [drop, new(PlanRelaxationKind.LiftVeto, 1, startup, fund)]);
            var common = problem.CommonRounds(pin.Startup, pin.Fund);
            if (common.Count == 0)
                return new([new(PlanLimit.PinNoCommonRound, 1, startup, fund)], 1, [drop]);
            if (pin.Round is { } round && !common.Contains(round))
                return new([new(PlanLimit.PinUnavailable, round, startup, fund)], 1, [drop]);
        }

        return null;
    }

    private static PlanInfeasibility? TwoRounds(MeetingProblem problem)
    {
        var twice = problem.Pins.GroupBy(p => p.Key).FirstOrDefault(g => g.Count() > 1);
        if (twice is null)
            return null;
        var (startup, fund) = Ids(problem, twice.First());
        return new([new(PlanLimit.PinTwoRounds, twice.Count(), startup, fund)], 1, [new(PlanRelaxationKind.DropPins, twice.Count() - 1, startup, fund)]);
    }

    private static PlanInfeasibility? OverMax(MeetingProblem problem) =>
        ByParticipant(problem, _ => true)
            .Where(p => p.Pins > Most(p.Participant, problem.Rounds))
            .Select(p => OverMax(p.Participant, p.Pins, problem.Rounds))
            .FirstOrDefault();

    private static PlanInfeasibility OverMax(MeetingParticipant participant, int pins, int rounds)
    {
        var over = pins - Most(participant, rounds);
        var there = participant.Available?.Count ?? rounds;
        List<PlanRelaxation> relaxations = [new(PlanRelaxationKind.DropPins, over, participant.Id)];
        if (pins <= there)
            relaxations.Add(new(PlanRelaxationKind.RaiseMax, pins, participant.Id));
        if (pins <= participant.Max && pins <= rounds)
            relaxations.Add(new(PlanRelaxationKind.ExtendAvailability, pins, participant.Id));
        if (pins <= participant.Max && there == rounds)
            relaxations.Add(new(PlanRelaxationKind.AddRounds, pins - rounds));
        return new([new(PlanLimit.PinsOverMax, pins, participant.Id)], over, relaxations);
    }

    private static PlanInfeasibility? SameRound(MeetingProblem problem)
    {
        foreach (var round in problem.Pins.Where(p => p.Round is not null).Select(p => p.Round!.Value).Distinct().Order())
        {
            foreach (var (participant, pins) in ByParticipant(problem, p => p.Round == round))
            {
                if (pins > 1)
                    return new([new(PlanLimit.PinsInSameRound, round, participant.Id)], pins - 1, [new(PlanRelaxationKind.DropPins, pins - 1, participant.Id)]);
            }
        }

        return null;
    }

    private static PlanInfeasibility? OverTables(MeetingProblem problem)
    {
        var fullest = problem.Pins.Where(p => p.Round is not null).CountBy(p => p.Round!.Value).OrderByDescending(r => r.Value).ThenBy(r => r.Key).FirstOrDefault();
        if (problem.Places is not { } places || fullest.Value <= places)
            return null;
        var over = fullest.Value - places;
        return new(
            [new(PlanLimit.Tables, places), new(PlanLimit.PinsOverTables, fullest.Value)],
            over,
            [new(PlanRelaxationKind.AddTables, over), new(PlanRelaxationKind.DropPins, over)]);
    }

    private static IEnumerable<(MeetingParticipant Participant, int Pins)> ByParticipant(MeetingProblem problem, Func<MeetingPin, bool> which)
    {
        var startups = problem.Pins.Where(which).CountBy(p => p.Startup).OrderBy(p => p.Key).Select(p => (problem.Startups[p.Key], p.Value));
        var funds = problem.Pins.Where(which).CountBy(p => p.Fund).OrderBy(p => p.Key).Select(p => (problem.Funds[p.Key], p.Value));
        return startups.Concat(funds);
    }

    private static int Most(MeetingParticipant participant, int rounds) => Math.Min(participant.Max, participant.Available?.Count ?? rounds);

    private static (Guid Startup, Guid Fund) Ids(MeetingProblem problem, MeetingPin pin) => (problem.Startups[pin.Startup].Id, problem.Funds[pin.Fund].Id);

    private static PlanRelaxation Drop(MeetingProblem problem, MeetingPin pin) =>
        new(PlanRelaxationKind.DropPins, 1, problem.Startups[pin.Startup].Id, problem.Funds[pin.Fund].Id);
}
