namespace Matchmaking.Core.Plans.Solving;

/// <summary>
/// The exact plan where everybody is available in all rounds: a min-cost flow chooses the pairs, an edge colouring puts them into
/// rounds. The plan is always optimal and its certificate always tight. Among plans of equal value it is one with the fewest pairs of
/// weight 0, and among those the one with the largest sum of lots, which seed and ids draw (<see cref="TieScale"/>).
/// </summary>
public sealed class ExactMeetingSolver : IMeetingSolver
{
    /// <inheritdoc/>
    public MeetingPlanResult Solve(MeetingProblem problem, IProgress<SolveProgress>? progress, CancellationToken cancellation) =>
        SolveFrom(problem, null, progress, cancellation);

    /// <summary>Gives the same answer as <see cref="Solve"/>, sooner where <paramref name="start"/> is near to it.</summary>
    /// <param name="problem">What to plan.</param>
    /// <param name="start">Where to begin; null for nowhere in particular.</param>
    /// <param name="progress">Told of the plan; null where nobody listens.</param>
    /// <param name="cancellation">Ends the search early.</param>
    /// <exception cref="ArgumentException">Somebody is not available in all rounds, or a pair is pinned to one: <see cref="MeetingSolver"/> plans those too.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was signalled before there was any plan.</exception>
    public static MeetingPlanResult SolveFrom(MeetingProblem problem, MeetingStart? start, IProgress<SolveProgress>? progress, CancellationToken cancellation)
    {
        if (HasAvailability(problem.Startups) || HasAvailability(problem.Funds))
            throw new ArgumentException("Somebody is not available in all rounds.", nameof(problem));
        for (var i = 0; i < problem.Pins.Count; i++)
        {
            if (problem.Pins[i].Round is not null)
                throw new ArgumentException("A pair is pinned to a round.", nameof(problem));
        }

        cancellation.ThrowIfCancellationRequested();
        if (MeetingNetwork.From(problem) is not { IsPlainlyInfeasible: false } network)
            return new MeetingPlanResult.Infeasible(ConflictFinder.Find(problem, cancellation));
        var flow = new PairFlow(network.Limits);
        var feasible = start is null
            ? flow.Solve(network.Weights, cancellation)
            : flow.SolveFrom(network.Weights, start.Chosen(problem, network), start.Prices(network), start.RoomPrice(network), cancellation);
        if (!feasible)
            return new MeetingPlanResult.Infeasible(ConflictFinder.Find(problem, cancellation));
        var plan = Plan(problem, network, flow);
        progress?.Report(new(1, 1, plan.Value, plan.UpperBound));
        return new MeetingPlanResult.Planned(plan);
    }

    private static bool HasAvailability(IReadOnlyList<MeetingParticipant> participants)
    {
        foreach (var participant in participants)
        {
            if (participant.Available is not null)
                return true;
        }

        return false;
    }

    private static MeetingPlan Plan(MeetingProblem problem, MeetingNetwork network, PairFlow flow)
    {
        var chosen = Chosen(problem, network, flow.Chosen);
        var free = flow.Chosen.ToArray();
        var paths = new ResidualPaths(network.Limits, free);
        var certificate = MeetingPrices.From(problem, network, paths, paths.Cheapest(network.Weights, flow.Prices, flow.RoomPrice));
        var value = Value(problem, network, paths, chosen);
        var bound = checked((long)MeetingPrices.Bound(problem, network, certificate));
        return new MeetingPlan
        {
            Meetings = Seating.Of(problem, chosen),
            Value = value,
            UpperBound = bound,
            Optimal = value == bound,
            Certificate = certificate,
            Unassigned = UnassignedReasons.Find(problem, network, paths, free),
        };
    }

    // In the order of the problem, pinned pairs included.
    private static MeetingPair[] Chosen(MeetingProblem problem, MeetingNetwork network, ReadOnlySpan<bool> free)
    {
        var pairs = MeetingNetwork.PairsOf(problem);
        var chosen = new List<MeetingPair>();
        var pinned = 0;
        for (var i = 0; i < free.Length; i++)
        {
            if (!free[i])
                continue;
            ref readonly var pair = ref pairs[network.Free[i]];
            for (; pinned < network.Pinned.Length && network.Pinned[pinned].Key.CompareTo(pair.Key) < 0; pinned++)
                chosen.Add(network.Pinned[pinned]);
            chosen.Add(pair);
        }

        chosen.AddRange(network.Pinned.AsSpan(pinned));
        return [.. chosen];
    }

    private static long Value(MeetingProblem problem, MeetingNetwork network, ResidualPaths paths, MeetingPair[] chosen)
    {
        var value = 0L;
        foreach (var pair in chosen)
            value = checked(value + pair.Weight);
        for (var s = 0; s < problem.Startups.Count && problem.FairScale > 0; s++)
        {
            for (var j = 1; j <= paths.Count[s] + network.Pins[s]; j++)
                value = checked(value + (problem.FairScale * (problem.Rounds - j + 1)));
        }

        return value;
    }
}
