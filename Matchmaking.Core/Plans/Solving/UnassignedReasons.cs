namespace Matchmaking.Core.Plans.Solving;

/// <summary>
/// Says why participants have no meeting. In the residual graph of the flow a meeting for somebody without one is a cycle through
/// its arc: where there is none, no plan within the limits has it; where there is one, the plan's value would not rise.
/// </summary>
internal static class UnassignedReasons
{
    public static IReadOnlyList<UnassignedParticipant> Find(MeetingProblem problem, MeetingNetwork network, ResidualPaths paths, bool[] chosen)
    {
        var startups = problem.Startups.Count;
        var without = new List<int>();
        for (var v = 0; v < paths.Hub; v++)
        {
            if (paths.Count[v] + network.Pins[v] == 0)
                without.Add(v);
        }

        if (without.Count == 0)
            return [];

        var hasPartner = new bool[paths.Hub];
        for (var i = 0; i < network.Free.Length; i++)
            hasPartner[network.Limits.PairStartup[i]] = hasPartner[startups + network.Limits.PairFund[i]] = true;
        var chances = new MeetingChances(network.Limits, chosen);
        return [.. without.Select(Explain)];

        UnassignedParticipant Explain(int v)
        {
            var isStartup = v < startups;
            var reason = !hasPartner[v] ? UnassignedReason.NoEligiblePartner
                : chances.CanMeet(v) ? UnassignedReason.NotWorthIt
                : UnassignedReason.NoCapacity;
            return isStartup
                ? new(MeetingSide.Startup, v, problem.Startups[v].Id, reason)
                : new(MeetingSide.Fund, v - startups, problem.Funds[v - startups].Id, reason);
        }
    }
}
