using System.Runtime.CompilerServices;

namespace Matchmaking.Core.Plans.Solving;

/// <summary>
/// Primal network simplex on the hub circulation (Dantzig 1951; Ahuja, Magnanti, Orlin, Network Flows, 1993, chapter 11), for the pairs of its
/// columns. Every cycle holds a pair, so a step moves one unit or none. As no unit can be sent down over a pair of the tree, a step is
/// known to move none as soon as the node that would have to receive hangs on a pair, and then only that node is rehung; where it moves one,
/// the leaving arc is the last blocking one seen from the apex (Cunningham 1976), which keeps the tree strongly feasible and excludes cycling.
/// </summary>
internal sealed class PairSimplex
{
    private const int StepsBetweenCancellationChecks = 1024;
    private const int SmallestBlock = 24;

    private readonly MeetingCurves _curves;
    private readonly PairBasis _tree;
    private readonly PairColumns _columns;
    private readonly int[] _count;
    private readonly int[] _low;
    private readonly int[] _high;
    private readonly long[] _slope;
    private readonly long[] _left;
    private readonly long[] _right;
    private readonly long _room;
    private readonly int[] _changed = new int[8];
    private long _total;
    private int _cursor;

    public PairSimplex(PairFlowLimits limits, MeetingCurves curves, PairBasis tree, PairColumns columns)
    {
        _curves = curves;
        _tree = tree;
        _columns = columns;
        _room = limits.Room ?? long.MaxValue;
        _count = new int[tree.Hub];
        _low = new int[tree.Hub];
        _high = new int[tree.Hub];
        _slope = new long[tree.Hub];
        _left = new long[tree.Hub];
        _right = new long[tree.Hub];
    }

    /// <summary>Chosen pairs of each participant.</summary>
    public int[] Count => _count;

    /// <summary>Chosen pairs in all.</summary>
    public long Total
    {
        get => _total;
        set => _total = value;
    }

    /// <summary>Steps taken since it was made.</summary>
    public long Steps { get; private set; }

    /// <summary>Takes over a tree whose parents and arcs are set, at the counts and states that are set: stretches and potentials follow.</summary>
    public void Begin()
    {
        _tree.Thread();
        for (var v = 0; v < _tree.Hub; v++)
            LeaveTree(v);
        for (var node = 0; node <= _tree.Sink; node++)
        {
            if (_tree.Arc[node] >= 0)
                _columns.State[_tree.Arc[node]] = PairColumns.InTree;
            // The stretch in the tree is one on which a unit can be sent up: down from a startup's count, up from a fund's.
            if (_tree.Arc[node] is < PairBasis.RoomArc and var arc)
                EnterTree(-2 - arc, node == _tree.Sink || node < _tree.Startups ? Math.Max(1, _count[-2 - arc]) : _count[node] + 1);
        }

        Reprice();
    }

    /// <summary>Sets slopes and potentials anew for the present tree, after weights or penalties have changed.</summary>
    public void Reprice()
    {
        for (var v = 0; v < _tree.Hub; v++)
        {
            if (_right[v] == MeetingCurves.Never && _left[v] == -MeetingCurves.Never && _high[v] > 0)
                _slope[v] = _curves.Stretch(v, _high[v]).Slope;
            else
                LeaveTree(v);
        }

        _tree.Potential[_tree.Hub] = 0;
        for (var node = _tree.Next[_tree.Hub]; node != _tree.Hub; node = _tree.Next[node])
            _tree.Potential[node] = PotentialOf(node, _tree.Arc[node], _tree.Parent[node]);
    }

    /// <summary>Steps until no column improves.</summary>
    /// <returns>Whether it got there within the steps.</returns>
    public bool Run(long mostSteps, CancellationToken cancellation)
    {
        for (var steps = 0L; ; steps++)
        {
            if (steps % StepsBetweenCancellationChecks == 0)
                cancellation.ThrowIfCancellationRequested();
            if (!FindEntering(out var arc, out var first, out var second))
                return true;
            if (steps == mostSteps)
                return false;
            Step(arc, first, second);
            Steps++;
        }
    }

    // Largest violation of the first block that has any. Steps are cheap here, so small blocks pay: on 5,000 x 2,000 participants the
    // square root of the pairs as block takes 10% fewer steps and a third more time. The participants' own arcs and the room follow the pairs.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool FindEntering(out int arc, out int first, out int second)
    {
        int pairs = _columns.Count, own = _tree.Hub + 1;
        var block = Math.Max(SmallestBlock, (int)Math.Sqrt(pairs + own) / 5);
        for (var seen = 0; seen < pairs + own;)
        {
            if (_cursor >= pairs + own)
                _cursor = 0;
            int end;
            int best;
            if (_cursor < pairs)
            {
                end = Math.Min(pairs, _cursor + block);
                best = BestPair(_cursor, end);
            }
            else
            {
                end = Math.Min(pairs + own, _cursor + block);
                best = BestOwn(_cursor - pairs, end - pairs);
                if (best >= 0)
                    best += pairs;
            }

            seen += end - _cursor;
            _cursor = end;
            if (best < 0)
                continue;
            if (best < pairs)
            {
                arc = best;
                (first, second) = _columns.State[best] == PairColumns.Out
                    ? (_columns.Startup[best], _columns.Fund[best])
                    : (_columns.Fund[best], _columns.Startup[best]);
            }
            else
            {
                Direct(best - pairs, out arc, out first, out second);
            }

            return true;
        }

        (arc, first, second) = (0, 0, 0);
        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int BestPair(int from, int end)
    {
        int[] startup = _columns.Startup, fund = _columns.Fund;
        var weight = _columns.Weight;
        var state = _columns.State;
        var potential = _tree.Potential;
        var best = -1;
        var most = 0L;
        for (var i = from; i < end; i++)
        {
            var violation = state[i] * (weight[i] - potential[startup[i]] + potential[fund[i]]);
            if (violation > most)
                (most, best) = (violation, i);
        }

        return best;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int BestOwn(int from, int end)
    {
        var potential = _tree.Potential;
        var sink = potential[_tree.Sink];
        var best = -1;
        var most = 0L;
        for (var v = from; v < end; v++)
        {
            long violation;
            if (v == _tree.Hub)
            {
                violation = _tree.Arc[_tree.Sink] == PairBasis.RoomArc ? 0 : _total == 0 ? -sink : sink;
            }
            else
            {
                var price = v < _tree.Startups ? potential[v] : sink - potential[v];
                violation = Math.Max(price - _right[v], _left[v] - price);
            }

            if (violation > most)
                (most, best) = (violation, v);
        }

        return best;
    }

    private void Direct(int own, out int arc, out int first, out int second)
    {
        var (from, to, more) = (_tree.Sink, _tree.Hub, _total == 0);
        arc = PairBasis.RoomArc;
        if (own < _tree.Hub)
        {
            arc = PairBasis.OwnArc(own);
            (from, to) = own < _tree.Startups ? (_tree.Hub, own) : (own, _tree.Sink);
            var price = own < _tree.Startups ? _tree.Potential[own] : _tree.Potential[_tree.Sink] - _tree.Potential[own];
            more = price > _right[own];
        }

        (first, second) = more ? (from, to) : (to, from);
    }

    private void Step(int arc, int first, int second)
    {
        int[] parent = _tree.Parent, size = _tree.Size, arcs = _tree.Arc;
        var (down, up, top, changes) = (first, second, -1, 0);
        while (down != up)
        {
            // Of two nodes the one with the smaller subtree is no ancestor of the other.
            if (size[down] <= size[up])
            {
                if (arcs[down] >= 0 || DownRoom(down) == 0)
                {
                    Leave(down, pushed: false);
                    Enter(arc, first, second);
                    Hang(down, first, second, arc);
                    return;
                }

                _changed[changes++] = ~down;
                down = parent[down];
            }
            else
            {
                if (arcs[up] < 0)
                {
                    _changed[changes++] = up;
                    if (UpRoom(up) == 1)
                        top = up;
                }
                else
                {
                    top = up;
                }

                up = parent[up];
            }
        }

        if (arc < 0)
            Enter(arc, first, second);
        Push(arc, first, changes);
        if (top < 0)
        {
            _columns.State[arc] = (sbyte)-_columns.State[arc];
            return;
        }

        Leave(top, pushed: true);
        if (arc >= 0)
            Enter(arc, first, second);
        Hang(top, second, first, arc);
    }

    private void Hang(int top, int newTop, int parent, int arc) =>
        _tree.Move(top, newTop, parent, arc, PotentialOf(newTop, arc, parent) - _tree.Potential[newTop]);

    private long PotentialOf(int node, int arc, int parent)
    {
        var potential = _tree.Potential[parent];
        if (arc >= 0)
            return node < _tree.Startups ? potential + _columns.Weight[arc] : potential - _columns.Weight[arc];
        if (arc == PairBasis.RoomArc)
            return potential;
        var slope = _slope[-2 - arc];
        return node >= _tree.Startups && node < _tree.Hub ? potential - slope : potential + slope;
    }

    private void Push(int arc, int first, int changes)
    {
        for (var i = 0; i < changes; i++)
        {
            var node = _changed[i] < 0 ? ~_changed[i] : _changed[i];
            var unit = _changed[i] < 0 ? -1 : 1;
            var own = _tree.Arc[node];
            if (own == PairBasis.RoomArc)
                _total += unit;
            else
                _count[-2 - own] += node >= _tree.Startups && node < _tree.Hub ? unit : -unit;
        }

        if (arc == PairBasis.RoomArc)
            _total += first == _tree.Sink ? 1 : -1;
        else if (arc < 0)
            _count[-2 - arc] += first == (-2 - arc < _tree.Startups ? _tree.Hub : -2 - arc) ? 1 : -1;
    }

    private void Leave(int top, bool pushed)
    {
        var arc = _tree.Arc[top];
        if (arc >= 0)
            _columns.State[arc] = top < _tree.Startups != pushed ? PairColumns.Out : PairColumns.Chosen;
        else if (arc < PairBasis.RoomArc)
            LeaveTree(-2 - arc);
    }

    private void Enter(int arc, int first, int second)
    {
        if (arc >= 0)
        {
            _columns.State[arc] = PairColumns.InTree;
        }
        else if (arc < PairBasis.RoomArc)
        {
            var v = -2 - arc;
            var more = v < _tree.Startups ? second == v : first == v;
            EnterTree(v, more ? _count[v] + 1 : _count[v]);
        }
    }

    private void EnterTree(int v, int meeting)
    {
        (_low[v], _high[v], _slope[v]) = _curves.Stretch(v, meeting);
        (_left[v], _right[v]) = (-MeetingCurves.Never, MeetingCurves.Never);
    }

    private void LeaveTree(int v)
    {
        (_left[v], _right[v]) = (_curves.Left(v, _count[v]), _curves.Right(v, _count[v]));
        _high[v] = 0;
    }

    private int DownRoom(int node)
    {
        var arc = _tree.Arc[node];
        if (arc == PairBasis.RoomArc)
            return (int)Math.Min(int.MaxValue, _total);
        var v = -2 - arc;
        return node >= _tree.Startups && node < _tree.Hub ? _count[v] - _low[v] : _high[v] - _count[v];
    }

    private int UpRoom(int node)
    {
        var arc = _tree.Arc[node];
        if (arc == PairBasis.RoomArc)
            return (int)Math.Min(int.MaxValue, _room - _total);
        var v = -2 - arc;
        return node >= _tree.Startups && node < _tree.Hub ? _high[v] - _count[v] : _count[v] - _low[v];
    }
}
