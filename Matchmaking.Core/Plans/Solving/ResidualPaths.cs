using System.Runtime.CompilerServices;

namespace Matchmaking.Core.Plans.Solving;

/// <summary>
/// What can still change in a choice of pairs: one more meeting or one fewer for a participant within its limits, a pair in or out, a place in the
/// room. Nodes are startups, funds, hub and sink; pairs must be in order of their startups, so that those a startup could gain lie together.
/// </summary>
internal sealed class ResidualPaths
{
    private readonly PairFlowLimits _limits;
    private readonly bool[] _chosen;
    private readonly int[] _count;
    private readonly long _total;
    private readonly int[] _startupFirst;
    private readonly int[] _fundFirst;
    private readonly int[] _chosenByFund;

    /// <param name="limits">Its pairs ascend by startup.</param>
    /// <param name="chosen">Within the limits.</param>
    public ResidualPaths(PairFlowLimits limits, bool[] chosen)
    {
        _limits = limits;
        _chosen = chosen;
        Hub = limits.Startups + limits.Funds;
        _count = new int[Hub];
        _startupFirst = new int[limits.Startups + 1];
        _fundFirst = new int[limits.Funds + 1];
        for (var i = 0; i < chosen.Length; i++)
        {
            _startupFirst[limits.PairStartup[i] + 1]++;
            if (!chosen[i])
                continue;
            _count[limits.PairStartup[i]]++;
            _count[limits.Startups + limits.PairFund[i]]++;
            _total++;
        }

        for (var s = 0; s < limits.Startups; s++)
            _startupFirst[s + 1] += _startupFirst[s];
        for (var f = 0; f < limits.Funds; f++)
            _fundFirst[f + 1] = _fundFirst[f] + _count[limits.Startups + f];
        _chosenByFund = new int[_total];
        var next = _fundFirst.AsSpan(0, limits.Funds).ToArray();
        for (var i = 0; i < chosen.Length; i++)
        {
            if (chosen[i])
                _chosenByFund[next[limits.PairFund[i]]++] = i;
        }
    }

    public int Hub { get; }

    public int Sink => Hub + 1;

    /// <summary>Chosen pairs of each participant.</summary>
    public int[] Count => _count;

    private bool HasRoom => _limits.Room is null || _total < _limits.Room;

    /// <summary>
    /// The length of the cheapest path to each node from anywhere, the empty path included, so at most 0; a pair that comes in
    /// costs minus its weight. These are the same for every optimal choice. Dijkstra's algorithm on reduced costs, which
    /// optimal prices make non-negative.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public long[] Cheapest(ReadOnlySpan<long> weights, ReadOnlySpan<long> prices, long roomPrice)
    {
        var nodes = Hub + 2;
        var startups = _limits.Startups;
        var potential = new long[nodes];
        var highest = 0L;
        potential[Sink] = -roomPrice;
        for (var v = 0; v < Hub; v++)
        {
            potential[v] = v < startups ? prices[v] : -roomPrice - prices[v];
            highest = Math.Max(highest, potential[v]);
        }

        var distance = new long[nodes];
        for (var node = 0; node < nodes; node++)
            distance[node] = highest - potential[node];
        var heap = new NodeHeap(distance);
        while (heap.TryTake(out var node))
        {
            var far = distance[node] + potential[node];
            if (node < startups)
            {
                for (var i = _startupFirst[node]; i < _startupFirst[node + 1]; i++)
                {
                    var f = startups + _limits.PairFund[i];
                    var through = far - weights[i] - potential[f];
                    if (through < distance[f] && !_chosen[i])
                        heap.Lower(f, through);
                }

                if (_count[node] > _limits.Minimum[node])
                    Try(Hub, far - Slope(node, _count[node]));
            }
            else if (node < Hub)
            {
                for (var k = _fundFirst[node - startups]; k < _fundFirst[node - startups + 1]; k++)
                    Try(_limits.PairStartup[_chosenByFund[k]], far + weights[_chosenByFund[k]]);
                if (_count[node] < _limits.Maximum[node])
                    Try(Sink, far);
            }
            else if (node == Hub)
            {
                for (var s = 0; s < startups; s++)
                {
                    if (_count[s] < _limits.Maximum[s])
                        Try(s, far + Slope(s, _count[s] + 1));
                }

                if (_total > 0)
                    Try(Sink, far);
            }
            else
            {
                for (var f = startups; f < Hub; f++)
                {
                    if (_count[f] > _limits.Minimum[f])
                        Try(f, far);
                }

                if (HasRoom)
                    Try(Hub, far);
            }

            void Try(int head, long length)
            {
                if (length - potential[head] < distance[head])
                    heap.Lower(head, length - potential[head]);
            }
        }

        for (var node = 0; node < nodes; node++)
            distance[node] += potential[node] - highest;
        return distance;
    }

    /// <summary>Which nodes some path from the sink reaches.</summary>
    public bool[] ReachedFromSink()
    {
        var (reached, stack) = Begin(Sink);
        while (stack.TryPop(out var node))
        {
            if (node < _limits.Startups)
            {
                for (var i = _startupFirst[node]; i < _startupFirst[node + 1]; i++)
                    Reach(reached, stack, _limits.Startups + _limits.PairFund[i], !_chosen[i]);
                Reach(reached, stack, Hub, _count[node] > _limits.Minimum[node]);
            }
            else if (node < Hub)
            {
                for (var k = _fundFirst[node - _limits.Startups]; k < _fundFirst[node - _limits.Startups + 1]; k++)
                    Reach(reached, stack, _limits.PairStartup[_chosenByFund[k]], true);
                Reach(reached, stack, Sink, _count[node] < _limits.Maximum[node]);
            }
            else
            {
                for (var v = node == Hub ? 0 : _limits.Startups; v < (node == Hub ? _limits.Startups : Hub); v++)
                    Reach(reached, stack, v, node == Hub ? _count[v] < _limits.Maximum[v] : _count[v] > _limits.Minimum[v]);
                Reach(reached, stack, node == Hub ? Sink : Hub, node == Hub ? _total > 0 : HasRoom);
            }
        }

        return reached;
    }

    /// <summary>From which nodes some path reaches the hub.</summary>
    public bool[] ReachingHub()
    {
        var (reaching, stack) = Begin(Hub);
        var index = new PairIndex(_limits);
        while (stack.TryPop(out var node))
        {
            if (node < _limits.Startups)
            {
                for (var i = _startupFirst[node]; i < _startupFirst[node + 1]; i++)
                    Reach(reaching, stack, _limits.Startups + _limits.PairFund[i], _chosen[i]);
                Reach(reaching, stack, Hub, _count[node] < _limits.Maximum[node]);
            }
            else if (node < Hub)
            {
                for (var k = index.FundFirst[node - _limits.Startups]; k < index.FundFirst[node - _limits.Startups + 1]; k++)
                    Reach(reaching, stack, _limits.PairStartup[index.ByFund[k]], !_chosen[index.ByFund[k]]);
                Reach(reaching, stack, Sink, _count[node] > _limits.Minimum[node]);
            }
            else
            {
                for (var v = node == Hub ? 0 : _limits.Startups; v < (node == Hub ? _limits.Startups : Hub); v++)
                    Reach(reaching, stack, v, node == Hub ? _count[v] > _limits.Minimum[v] : _count[v] < _limits.Maximum[v]);
                Reach(reaching, stack, node == Hub ? Sink : Hub, node == Hub ? HasRoom : _total > 0);
            }
        }

        return reaching;
    }

    private (bool[] Reached, Stack<int> Stack) Begin(int origin)
    {
        var reached = new bool[Hub + 2];
        reached[origin] = true;
        return (reached, new Stack<int>([origin]));
    }

    private static void Reach(bool[] reached, Stack<int> stack, int node, bool possible)
    {
        if (!possible || reached[node])
            return;
        reached[node] = true;
        stack.Push(node);
    }

    private long Slope(int startup, int meeting) =>
        _limits.FirstReward is { } first ? (_limits.RewardStep * (meeting - 1)) - first[startup] : 0;
}
