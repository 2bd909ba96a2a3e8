namespace Matchmaking.Core.Plans.Solving;

/// <summary>
/// Says why participants have no meeting. In the residual graph of the flow a meeting for somebody without one is a cycle through
/// its arc: where there is none, no plan within the limits has it; where there is one, the plan's value would not rise.
/// </summary>
internal static class UnassignedReasons
{
    public static IReadOnlyList<UnassignedParticipant> Find(
        MeetingProblem problem, MeetingNetwork network, ReadOnlySpan<int> flow, IReadOnlyList<PairKey> met)
    {
        var startups = problem.Startups.Count;
        var assigned = new bool[startups + problem.Funds.Count];
        var hasPartner = new bool[assigned.Length];
        foreach (var pair in met)
            assigned[pair.Startup] = assigned[startups + pair.Fund] = true;
        foreach (var pair in network.Free)
            hasPartner[pair.Startup] = hasPartner[startups + pair.Fund] = true;
        if (assigned.All(a => a))
            return [];

        var reachesHub = new ResidualGraph(network.Nodes, network.Arcs, flow, reversed: true).ReachableFrom(network.Hub);
        var reachedFromSink = new ResidualGraph(network.Nodes, network.Arcs, flow).ReachableFrom(network.Sink);
        var unassigned = new List<UnassignedParticipant>();
        for (var v = 0; v < assigned.Length; v++)
        {
            if (assigned[v])
                continue;
            var isStartup = v < startups;
            var canMeet = network.Maximum[v] > 0 && (isStartup ? reachesHub[v] : reachedFromSink[v]);
            var reason = !hasPartner[v] ? UnassignedReason.NoEligiblePartner
                : canMeet ? UnassignedReason.NotWorthIt
                : UnassignedReason.NoCapacity;
            unassigned.Add(isStartup
                ? new(MeetingSide.Startup, v, problem.Startups[v].Id, reason)
                : new(MeetingSide.Fund, v - startups, problem.Funds[v - startups].Id, reason));
        }

        return unassigned;
    }
}
