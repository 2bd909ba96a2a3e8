namespace Matchmaking.Core.Plans.Solving;

/// <summary>
/// The problem as a circulation: hub -> startup [min, max] -> pair [0, 1] -> fund [min, max] -> sink -> hub [0, rounds x tables].
/// Pins are taken out beforehand (they cost their participants one meeting and the room one table), vetoed pairs are left
/// out, and minimums are shifted into supplies, so every arc runs from 0. Nodes: startups, funds, hub, sink. Arcs: one a startup,
/// one a fund, the tables, then the free pairs.
/// </summary>
internal sealed class MeetingNetwork
{
    private readonly int _startups;
    private readonly int _funds;

    private MeetingNetwork(MeetingProblem problem, MeetingPair[] pinned, MeetingPair[] free)
    {
        _startups = problem.Startups.Count;
        _funds = problem.Funds.Count;
        Pinned = pinned;
        Free = free;
        Minimum = new int[_startups + _funds];
        Maximum = new int[_startups + _funds];
        var pins = new int[_startups + _funds];
        foreach (var pair in pinned)
        {
            pins[pair.Startup]++;
            pins[_startups + pair.Fund]++;
        }

        for (var v = 0; v < Minimum.Length; v++)
        {
            var participant = v < _startups ? problem.Startups[v] : problem.Funds[v - _startups];
            Minimum[v] = Math.Max(0, participant.Min - pins[v]);
            Maximum[v] = Math.Min(participant.Max, problem.Rounds) - pins[v];
        }

        TableRoom = problem.Tables is { } tables ? ((long)tables * problem.Rounds) - pinned.Length : null;
        // A pair of weight 0 costs one unit of a scale below the weights, so it meets only where a minimum needs it.
        // Twice the count and two more leave room to round distances back to the scale of the weights.
        var worthless = free.Count(p => p.Weight == 0);
        Scale = worthless == 0 ? 1 : (2L * worthless) + 2;
        (Arcs, Supply) = IsPlainlyInfeasible ? (new FlowArcs(0), []) : Build();
    }

    /// <summary>The pinned pairs with their weights.</summary>
    public MeetingPair[] Pinned { get; }

    /// <summary>The eligible pairs that are neither pinned nor vetoed, in the order of their arcs.</summary>
    public MeetingPair[] Free { get; }

    /// <summary>Fewest free meetings of each startup, then of each fund.</summary>
    public int[] Minimum { get; }

    /// <summary>Most free meetings of each startup, then of each fund; negative where pins alone exceed the limit.</summary>
    public int[] Maximum { get; }

    /// <summary>Meetings the tables have room for beside the pins; null means no limit.</summary>
    public long? TableRoom { get; }

    /// <summary>Costs are weights x this, negated.</summary>
    public long Scale { get; }

    public FlowArcs Arcs { get; }

    public int[] Supply { get; }

    public int Nodes => _startups + _funds + 2;

    public int Hub => _startups + _funds;

    public int Sink => _startups + _funds + 1;

    public int TablesArc => _startups + _funds;

    public int FirstPairArc => _startups + _funds + 1;

    /// <summary>Some single limit already contradicts another; there are no arcs then.</summary>
    public bool IsPlainlyInfeasible => TableRoom < 0 || Enumerable.Range(0, Minimum.Length).Any(v => Minimum[v] > Maximum[v]);

    /// <summary>The network, or null where a pinned pair is not eligible or is vetoed.</summary>
    public static MeetingNetwork? From(MeetingProblem problem)
    {
        var vetoed = problem.Vetoes.ToHashSet();
        var pins = problem.Pins.Select(p => p.Key).ToHashSet();
        var pinned = problem.Pairs.Where(p => pins.Contains(p.Key) && !vetoed.Contains(p.Key)).ToArray();
        if (pinned.Length < pins.Count)
            return null;
        var free = problem.Pairs.Where(p => !pins.Contains(p.Key) && !vetoed.Contains(p.Key)).ToArray();
        return new(problem, pinned, Interleave(free));
    }

    // Neighbours in the list share a startup and tend to improve the flow in the same way; a pricing block that jumps through
    // the list sees more of the problem.
    private static MeetingPair[] Interleave(MeetingPair[] pairs)
    {
        var stride = Math.Max(1, (int)Math.Sqrt(pairs.Length));
        var mixed = new MeetingPair[pairs.Length];
        var next = 0;
        for (var offset = 0; offset < stride; offset++)
        {
            for (var i = offset; i < pairs.Length; i += stride)
                mixed[next++] = pairs[i];
        }

        return mixed;
    }

    private (FlowArcs Arcs, int[] Supply) Build()
    {
        var arcs = new FlowArcs(FirstPairArc + Free.Length);
        var supply = new int[Nodes];
        for (var v = 0; v < Minimum.Length; v++)
        {
            var (from, to) = v < _startups ? (Hub, v) : (v, Sink);
            arcs.Set(v, from, to, 0, Maximum[v] - Minimum[v]);
            supply[from] -= Minimum[v];
            supply[to] += Minimum[v];
        }

        // One more than could ever pass keeps an absent or ample limit from being reached, so that it never gets a price.
        var most = Free.Length + 1;
        arcs.Set(TablesArc, Sink, Hub, 0, (int)Math.Min(most, TableRoom ?? most));
        for (var i = 0; i < Free.Length; i++)
        {
            var cost = Free[i].Weight == 0 ? 1 : checked(-Free[i].Weight * Scale);
            arcs.Set(FirstPairArc + i, Free[i].Startup, _startups + Free[i].Fund, cost, 1);
        }

        return (arcs, supply);
    }
}
