namespace Matchmaking.Core.Plans.Solving;

/// <summary>
/// The limits of a problem as a max-flow question: the source hands out what minimums and pins demand, and all of it arrives
/// exactly when a plan exists. Each limit can be lifted, which only ever adds room, so a flow once found stays valid and a few
/// more paths answer the next question. Where something is missing, the minimum cut names limits in conflict (Hoffman 1960).
/// Every participant has two arcs in series, one for its minimum and one for its maximum, so that these may contradict.
/// </summary>
internal sealed class ConflictNetwork
{
    private const int Ample = 1 << 28;

    private readonly MeetingProblem _problem;
    private readonly List<ConflictLimit> _limits = [];
    private readonly Dictionary<PairKey, int> _pairArc = [];
    private readonly int[] _outer;
    private readonly int[] _inner;
    private readonly MaxFlow _flow;
    private readonly int _tablesArc;
    private readonly bool[] _maximumLifted;
    private readonly bool[] _markedLifted;
    private readonly int _demand;

    /// <param name="problem">Its pins must be eligible and not vetoed.</param>
    public ConflictNetwork(MeetingProblem problem)
    {
        _problem = problem;
        var (startups, participants) = (problem.Startups.Count, problem.Startups.Count + problem.Funds.Count);
        _outer = new int[participants];
        _inner = new int[participants];
        _maximumLifted = new bool[participants];
        _markedLifted = new bool[participants];
        var (hub, sink) = (2 * participants, (2 * participants) + 1);
        _flow = new MaxFlow(sink + 3, (2 * participants) + problem.Pairs.Count + 1 + sink + 1, sink + 1, sink + 2);
        var supply = new long[sink + 1];
        for (var v = 0; v < participants; v++)
        {
            var (near, far) = (2 * v, (2 * v) + 1);
            _outer[v] = v < startups ? _flow.Add(hub, far, Ample) : _flow.Add(far, sink, Ample);
            _inner[v] = v < startups ? _flow.Add(far, near, Cap(v)) : _flow.Add(near, far, Cap(v));
            Demand(supply, v < startups ? hub : far, v < startups ? far : sink, Participant(v).Min);
        }

        var vetoed = problem.Vetoes.ToHashSet();
        foreach (var pair in problem.Pairs)
        {
            if (!vetoed.Contains(pair.Key))
                _pairArc[pair.Key] = _flow.Add(2 * pair.Startup, 2 * (startups + pair.Fund), 1);
        }

        foreach (var pin in problem.Pins)
        {
            _flow.AddRoom(_pairArc[pin.Key], -1);
            Demand(supply, 2 * pin.Startup, 2 * (startups + pin.Fund), 1);
        }

        var places = problem.Places is { } tables ? (long)problem.Rounds * tables : Ample;
        _tablesArc = _flow.Add(sink, hub, (int)Math.Min(Ample, places));
        for (var node = 0; node <= sink; node++)
        {
            if (supply[node] > 0)
                _flow.Add(sink + 1, node, checked((int)supply[node]));
            else if (supply[node] < 0)
                _flow.Add(node, sink + 2, checked((int)-supply[node]));
            _demand += Math.Max(0, (int)supply[node]);
        }

        ListLimits(participants);
        _flow.Augment();
    }

    /// <summary>Every limit that can be lifted, in a fixed order.</summary>
    public IReadOnlyList<ConflictLimit> Limits => _limits;

    /// <summary>Meetings demanded that cannot be given; 0 exactly where a plan exists.</summary>
    public int Shortfall => _demand - _flow.Value;

    /// <summary>Takes limits away for good (until <see cref="Undo"/>) and finds the largest flow again.</summary>
    public void Lift(IEnumerable<ConflictLimit> limits)
    {
        foreach (var limit in limits)
            AddRoomFor(limit);
        _flow.Augment();
    }

    /// <summary>Allows <paramref name="more"/> further rounds, with their tables, to everybody whom the rounds bound and not a maximum.</summary>
    public void AddRounds(int more)
    {
        for (var v = 0; v < _inner.Length; v++)
        {
            if (_maximumLifted[v] || Participant(v).Max >= _problem.Rounds)
                _flow.AddRoom(_inner[v], more);
        }

        _flow.AddRoom(_tablesArc, (int)Math.Min(Ample, (long)more * (_problem.Places ?? 0)));
        _flow.Augment();
    }

    /// <summary>The limits that the minimum cut of the present flow crosses: already these cannot hold together.</summary>
    public HashSet<ConflictLimit> Cut()
    {
        var inside = _flow.SourceSide();
        return [.. _limits.Where(limit => limit.Kind switch
        {
            PlanLimit.MinMeetings => Enters(_outer[limit.Participant]),
            PlanLimit.MaxMeetings => Leaves(_inner[limit.Participant]),
            PlanLimit.Tables => Leaves(_tablesArc),
            _ => Enters(_pairArc[limit.Pair]),
        })];

        bool Enters(int arc) => !inside[_flow.From(arc)] && inside[_flow.To(arc)];
        bool Leaves(int arc) => inside[_flow.From(arc)] && !inside[_flow.To(arc)];
    }

    /// <summary>Remembers the present state, in place of the one remembered before.</summary>
    public void Mark()
    {
        _flow.Mark();
        _maximumLifted.CopyTo(_markedLifted, 0);
    }

    /// <summary>Goes back to the state of the last <see cref="Mark"/>.</summary>
    public void Undo()
    {
        _flow.Undo();
        _markedLifted.CopyTo(_maximumLifted, 0);
    }

    private static void Demand(long[] supply, int from, int to, int amount)
    {
        supply[from] -= amount;
        supply[to] += amount;
    }

    // Small minimums go before large ones: tried in this order, fewer of them remain.
    private void ListLimits(int participants)
    {
        _limits.AddRange(_problem.Pins.Select(p => new ConflictLimit(PlanLimit.Pin, -1, p.Key, 1)));
        _limits.AddRange(Enumerable.Range(0, participants).Where(v => Participant(v).Max < _problem.Rounds)
            .Select(v => new ConflictLimit(PlanLimit.MaxMeetings, v, default, Participant(v).Max)));
        _limits.AddRange(Enumerable.Range(0, participants).Where(v => Participant(v).Min > 0).OrderBy(v => Participant(v).Min)
            .Select(v => new ConflictLimit(PlanLimit.MinMeetings, v, default, Participant(v).Min)));
        if (_problem.Places is { } tables)
            _limits.Add(new(PlanLimit.Tables, -1, default, tables));
    }

    private void AddRoomFor(ConflictLimit limit)
    {
        switch (limit.Kind)
        {
            case PlanLimit.MinMeetings:
                _flow.AddRoom(_outer[limit.Participant] ^ 1, (int)limit.Amount);
                break;
            case PlanLimit.MaxMeetings:
                _maximumLifted[limit.Participant] = true;
                _flow.AddRoom(_inner[limit.Participant], _problem.Rounds - (int)limit.Amount);
                break;
            case PlanLimit.Tables:
                _flow.AddRoom(_tablesArc, Ample);
                break;
            default:
                _flow.AddRoom(_pairArc[limit.Pair] ^ 1, 1);
                break;
        }
    }

    private int Cap(int v) => Math.Min(Participant(v).Max, _problem.Rounds);

    private MeetingParticipant Participant(int v) =>
        v < _problem.Startups.Count ? _problem.Startups[v] : _problem.Funds[v - _problem.Startups.Count];
}
