namespace Matchmaking.Core.Plans.Solving;

/// <summary>
/// The exact plan where everybody is available in all rounds: a min-cost flow chooses the pairs, an edge colouring puts them into
/// rounds. The plan is always optimal and its certificate always tight. A pair of weight 0 meets only where a
/// minimum (or a pin) needs it; among plans of equal value and equally few such pairs the choice is fixed but arbitrary.
/// </summary>
public sealed class ExactMeetingSolver : IMeetingSolver
{
    /// <inheritdoc/>
    public MeetingPlanResult Solve(MeetingProblem problem, IProgress<SolveProgress>? progress, CancellationToken cancellation)
    {
        if (problem.Startups.Concat(problem.Funds).Any(v => v.Available is not null))
            return new MeetingPlanResult.NotSupported(UnsupportedReason.Availability);
        if (problem.Pins.Any(p => p.Round is not null))
            return new MeetingPlanResult.NotSupported(UnsupportedReason.RoundPin);

        cancellation.ThrowIfCancellationRequested();
        if (MeetingNetwork.From(problem) is not { IsPlainlyInfeasible: false } network)
            return new MeetingPlanResult.Infeasible(ConflictFinder.Find(problem, cancellation));
        var simplex = new NetworkSimplex(network.Nodes, network.Arcs, network.Supply);
        if (!simplex.Solve(cancellation))
            return new MeetingPlanResult.Infeasible(ConflictFinder.Find(problem, cancellation));
        return new MeetingPlanResult.Planned(Plan(problem, network, simplex));
    }

    private static MeetingPlan Plan(MeetingProblem problem, MeetingNetwork network, NetworkSimplex simplex)
    {
        var chosen = new List<MeetingPair>(network.Pinned);
        for (var i = 0; i < network.Free.Length; i++)
        {
            if (simplex.Flow[network.FirstPairArc + i] == 1)
                chosen.Add(network.Free[i]);
        }

        chosen.Sort((a, b) => a.Key.CompareTo(b.Key));
        PairKey[] keys = [.. chosen.Select(p => p.Key)];
        var rounds = RoundColouring.Colour(problem.Startups.Count, problem.Funds.Count, problem.Rounds, keys);
        var tables = TableAssignment.Assign(keys, rounds, problem.Tables);
        var residual = new ResidualGraph(network.Nodes, network.Arcs, simplex.Flow);
        var certificate = MeetingPrices.From(problem, network, residual.CheapestPaths(simplex.Potential));
        var value = checked(chosen.Sum(p => p.Weight));
        var bound = MeetingPrices.Bound(problem, network, certificate);
        return new MeetingPlan
        {
            Meetings = [.. chosen.Select((p, i) => new Meeting(rounds[i] + 1, tables[i], p.Startup, p.Fund, p.Weight))
                .OrderBy(m => m.Round).ThenBy(m => m.Table)],
            Value = value,
            UpperBound = bound,
            Optimal = value == bound,
            Certificate = certificate,
            Unassigned = UnassignedReasons.Find(problem, network, simplex.Flow, keys),
        };
    }
}
