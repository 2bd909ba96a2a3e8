namespace Matchmaking.Core.Plans.Explaining;

/// <summary>
/// What one change would do to the value of an optimal plan of a session in which everybody is there in all rounds. Such a plan is an optimal flow, and one unit
/// more or less somewhere changes it along a single cheapest cycle of what can still change (Ahuja, Magnanti and Orlin 1993, section 9.11): exact, without solving again.
/// </summary>
public sealed class ExchangeCosts
{
    private readonly MeetingProblem _problem;
    private readonly PlanWorth _worth;
    private readonly Dictionary<PairKey, long> _weights;
    private readonly int[] _count;
    private readonly ResidualGraph _graph;
    private readonly int _hub;
    private readonly int _sink;

    private ExchangeCosts(MeetingProblem problem, MeetingPlan plan)
    {
        _problem = problem;
        _worth = PlanWorth.Of(problem, plan);
        _hub = problem.Startups.Count + problem.Funds.Count;
        _sink = _hub + 1;
        _count = new int[_hub];
        foreach (var meeting in plan.Meetings)
        {
            _count[meeting.Startup]++;
            _count[Node(meeting.Fund)]++;
        }

        var vetoed = problem.Vetoes.ToHashSet();
        _weights = problem.Pairs.Where(p => !vetoed.Contains(p.Key)).ToDictionary(p => p.Key, p => p.Weight);
        _graph = new ResidualGraph([.. Pairs(plan), .. Limits(plan.Meetings.Count)], Potentials(plan.Certificate));
    }

    /// <summary>Null where the plan is not optimal, somebody is not there in all rounds, or a pin names a round: then a plan is no flow.</summary>
    public static ExchangeCosts? Of(MeetingProblem problem, MeetingPlan plan) =>
        plan.Optimal && problem.Startups.All(v => v.Available is null) && problem.Funds.All(v => v.Available is null) && problem.Pins.All(p => p.Round is null)
            ? new(problem, plan)
            : null;

    /// <summary>What the value loses where a pair that does not meet has to; null where then nothing keeps all limits.</summary>
    public long? Forcing(PairKey pair)
    {
        var back = _graph.From(Node(pair.Fund))[pair.Startup];
        return back == ResidualGraph.None ? null : Math.Max(0, back - _weights[pair]);
    }

    /// <summary>What the value gains where a pinned pair need not meet any more.</summary>
    public long WithoutPin(PairKey pair)
    {
        var around = _graph.From(pair.Startup)[Node(pair.Fund)];
        return around == ResidualGraph.None ? 0 : Math.Max(0, -around - _weights[pair]);
    }

    /// <summary>What the value gains with one meeting more for a participant that has as many as it may; by index, 0 for all others.</summary>
    public (long[] Startups, long[] Funds) OneMoreMeeting()
    {
        var (toHub, fromSink) = (_graph.To(_hub), _graph.From(_sink));
        var (startups, funds) = (new long[_problem.Startups.Count], new long[_problem.Funds.Count]);
        for (var s = 0; s < startups.Length; s++)
        {
            if (_count[s] == Most(s) && toHub[s] != ResidualGraph.None)
                startups[s] = Math.Max(0, _worth.Reward(_count[s] + 1) - toHub[s]);
        }

        for (var f = 0; f < funds.Length; f++)
        {
            if (_count[Node(f)] == Most(Node(f)) && fromSink[Node(f)] != ResidualGraph.None)
                funds[f] = Math.Max(0, -fromSink[Node(f)]);
        }

        return (startups, funds);
    }

    private int Node(int fund) => _problem.Startups.Count + fund;

    private MeetingParticipant Participant(int node) => node < _problem.Startups.Count ? _problem.Startups[node] : _problem.Funds[node - _problem.Startups.Count];

    private int Most(int node) => Math.Min(Participant(node).Max, _problem.Rounds);

    // Pairs that do not meet could, at minus their weight; those that meet need not, unless they are pinned.
    private IEnumerable<(int From, int To, long Cost)> Pairs(MeetingPlan plan)
    {
        var met = plan.Meetings.Select(m => m.Key).ToHashSet();
        var pinned = _problem.Pins.Select(p => p.Key).ToHashSet();
        foreach (var (pair, weight) in _weights)
        {
            if (!met.Contains(pair))
                yield return (pair.Startup, Node(pair.Fund), -weight);
            else if (!pinned.Contains(pair))
                yield return (Node(pair.Fund), pair.Startup, weight);
        }
    }

    private IEnumerable<(int From, int To, long Cost)> Limits(int meetings)
    {
        for (var node = 0; node < _hub; node++)
        {
            var isStartup = node < _problem.Startups.Count;
            if (_count[node] < Most(node))
                yield return isStartup ? (_hub, node, -_worth.Reward(_count[node] + 1)) : (node, _sink, 0);
            if (_count[node] > Participant(node).Min)
                yield return isStartup ? (node, _hub, _worth.Reward(_count[node])) : (_sink, node, 0);
        }

        if (_problem.Places is not { } places || meetings < (long)places * _problem.Rounds)
            yield return (_sink, _hub, 0);
        if (meetings > 0)
            yield return (_hub, _sink, 0);
    }

    private long[] Potentials(MeetingCertificate certificate)
    {
        var potential = new long[_sink + 1];
        var place = certificate.TablePrices.Count == 0 ? 0 : certificate.TablePrices.Min();
        for (var s = 0; s < _problem.Startups.Count; s++)
            potential[s] = certificate.StartupPrices[s];
        for (var f = 0; f < _problem.Funds.Count; f++)
            potential[Node(f)] = -place - certificate.FundPrices[f];
        potential[_sink] = -place;
        return potential;
    }
}
