namespace Matchmaking.Core.Plans.Solving;

/// <summary>
/// Explains an infeasible problem: takes the limits of a minimum cut and lifts them one after the other, keeping lifted those
/// without which the rest still conflicts (the deletion filter of Chinneck and Dravnieks 1991). Mostly a path or two
/// of a maximum flow a limit; 1000 x 400 participants, 75,000 pairs and 1,300 limits in conflict took about 5 s.
/// </summary>
internal static class ConflictFinder
{
    /// <exception cref="InvalidOperationException">The problem is feasible.</exception>
    public static PlanInfeasibility Find(MeetingProblem problem, CancellationToken cancellation) =>
        PinConflicts.Find(problem) ?? LimitConflict(problem, cancellation);

    // What is tried early is likelier to drop out: once minimums before maximums, once the other way, and the shorter conflict of the two.
    private static PlanInfeasibility LimitConflict(MeetingProblem problem, CancellationToken cancellation)
    {
        var one = LimitConflict(problem, [PlanLimit.Pin, PlanLimit.MinMeetings, PlanLimit.MaxMeetings, PlanLimit.Tables], cancellation);
        var other = LimitConflict(problem, [PlanLimit.Pin, PlanLimit.MaxMeetings, PlanLimit.MinMeetings, PlanLimit.Tables], cancellation);
        return other.Conflicts.Count < one.Conflicts.Count ? other : one;
    }

    private static PlanInfeasibility LimitConflict(MeetingProblem problem, PlanLimit[] order, CancellationToken cancellation)
    {
        var network = new ConflictNetwork(problem);
        if (network.Shortfall == 0)
            throw new InvalidOperationException("A feasible problem has no conflict to explain.");
        var suspects = network.Cut();
        network.Lift(network.Limits.Where(l => !suspects.Contains(l)));
        foreach (var limit in network.Limits.Where(suspects.Contains).OrderBy(l => Array.IndexOf(order, l.Kind)).ToArray())
        {
            cancellation.ThrowIfCancellationRequested();
            if (!suspects.Contains(limit))
                continue;
            network.Mark();
            network.Lift([limit]);
            if (network.Shortfall == 0)
            {
                network.Undo();
                continue;
            }

            // Still in conflict without this limit, and then already those of the new cut are; lift the others with it.
            var cut = network.Cut();
            suspects.Remove(limit);
            network.Lift(suspects.Where(l => !cut.Contains(l)));
            suspects.IntersectWith(cut);
        }

        return Report(problem, network, [.. network.Limits.Where(suspects.Contains)]);
    }

    // Every cut in conflict holds every listed limit, so giving way by the whole shortfall at any one of them resolves them all.
    private static PlanInfeasibility Report(MeetingProblem problem, ConflictNetwork network, ConflictLimit[] limits)
    {
        var shortfall = network.Shortfall;
        var conflicts = new List<PlanConflict>();
        var relaxations = new List<PlanRelaxation>();
        foreach (var limit in limits)
        {
            var (id, partner) = Ids(problem, limit);
            conflicts.Add(new(limit.Kind, limit.Amount, id, partner));
            relaxations.Add(limit.Kind switch
            {
                PlanLimit.MinMeetings => new(PlanRelaxationKind.LowerMin, limit.Amount - shortfall, id),
                PlanLimit.MaxMeetings => new(PlanRelaxationKind.RaiseMax, limit.Amount + shortfall, id),
                PlanLimit.Tables => new(PlanRelaxationKind.AddTables, (shortfall + problem.Rounds - 1) / problem.Rounds),
                _ => new(PlanRelaxationKind.DropPins, 1, id, partner),
            });
        }

        if (RoundsMissing(network) is { } more)
        {
            conflicts.Add(new(PlanLimit.Rounds, problem.Rounds));
            relaxations.Add(new(PlanRelaxationKind.AddRounds, more));
        }

        return new(conflicts, shortfall, relaxations);
    }

    // The fewest further rounds that resolve the conflict, or null where rounds have no part in it. Rounds beyond the shortfall
    // never help: in each cut in conflict every further round adds at least one meeting, or none does.
    private static int? RoundsMissing(ConflictNetwork network)
    {
        var (low, high) = (1, network.Shortfall);
        if (!Resolves(high))
            return null;
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (Resolves(middle))
                high = middle;
            else
                low = middle + 1;
        }

        return low;

        bool Resolves(int rounds)
        {
            network.Mark();
            network.AddRounds(rounds);
            var resolved = network.Shortfall == 0;
            network.Undo();
            return resolved;
        }
    }

    private static (Guid? Participant, Guid? Partner) Ids(MeetingProblem problem, ConflictLimit limit) => limit.Kind switch
    {
        PlanLimit.Pin => (problem.Startups[limit.Pair.Startup].Id, problem.Funds[limit.Pair.Fund].Id),
        PlanLimit.Tables => (null, null),
        _ when limit.Participant < problem.Startups.Count => (problem.Startups[limit.Participant].Id, null),
        _ => (problem.Funds[limit.Participant - problem.Startups.Count].Id, null),
    };
}
