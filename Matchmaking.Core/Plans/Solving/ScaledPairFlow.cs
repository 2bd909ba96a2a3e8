namespace Matchmaking.Core.Plans.Solving;

/// <summary>
/// The answer of <see cref="PairFlow"/> by <see cref="CostScaling"/>: slower, but within a polynomial bound. Every stretch of a participant's curve is an
/// arc of its own; as the curves are convex, the cheaper ones fill up first.
/// </summary>
internal static class ScaledPairFlow
{
    /// <param name="limits">As for <see cref="PairFlow"/>.</param>
    /// <param name="curves">With the penalty for these weights.</param>
    /// <param name="weights">Of each pair.</param>
    /// <param name="chosen">Becomes whether each pair is chosen.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>Potentials of startups, funds, hub and sink, 0 at the hub.</returns>
    public static long[] Solve(PairFlowLimits limits, MeetingCurves curves, ReadOnlySpan<long> weights, bool[] chosen, CancellationToken cancellation)
    {
        var (hub, sink) = (limits.Startups + limits.Funds, limits.Startups + limits.Funds + 1);
        var arcs = new List<(int From, int To, int Capacity, long Cost)>(weights.Length + hub + 1);
        for (var i = 0; i < weights.Length; i++)
            arcs.Add((limits.PairStartup[i], limits.Startups + limits.PairFund[i], 1, -weights[i]));
        for (var v = 0; v < hub; v++)
        {
            for (var meeting = 1; meeting <= limits.Maximum[v];)
            {
                var (low, high, slope) = curves.Stretch(v, meeting);
                arcs.Add(v < limits.Startups ? (hub, v, high - low, slope) : (v, sink, high - low, slope));
                meeting = high + 1;
            }
        }

        arcs.Add((sink, hub, (int)Math.Min(weights.Length + 1, limits.Room ?? long.MaxValue), 0));
        var scaling = new CostScaling(sink + 1, arcs);
        scaling.Solve(cancellation);
        for (var i = 0; i < chosen.Length; i++)
            chosen[i] = scaling.Flow(i) == 1;
        var potentials = scaling.Potentials();
        var zero = potentials[hub];
        for (var node = 0; node < potentials.Length; node++)
            potentials[node] -= zero;

        // With no pair chosen nothing ties the sink to the hub from above; a place in an empty room costs nothing.
        potentials[sink] = Math.Min(potentials[sink], 0);
        return potentials;
    }
}
