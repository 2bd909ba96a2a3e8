using System.Numerics;

namespace Matchmaking.Core.Plans.Tables.Solving;

/// <summary>
/// Everybody on some table, with what each participant would earn at each table kept up to date: a swap is judged by five
/// look-ups, and only a swap that is made costs two rows of additions. Free seats are filled with nobodies behind the places in line, so that a
/// move is a swap too. A pair apart at one table costs <see cref="Penalty"/>, a pair together earns it; limits of kinds always hold.
/// </summary>
internal sealed class Seating
{
    private readonly SeatingModel _model;
    private readonly int _count;
    private readonly int[] _affinity;
    private readonly int[] _gain;
    private readonly int[] _seat;
    private readonly int[] _at;
    private readonly int[] _lean;
    private readonly int[] _leaning;
    private readonly int[] _funds;
    private readonly int[] _startups;
    private int _splitCount;
    private int _splitKept;

    public Seating(SeatingModel model)
    {
        _model = model;
        _count = model.Count;
        Table = new int[model.Tables * model.Seats];
        _gain = new int[model.Tables * _count];
        _seat = new int[Table.Length];
        _at = new int[Table.Length];
        _lean = new int[2 * model.Seats];
        _leaning = new int[2 * model.Seats];
        _funds = new int[model.Tables];
        _startups = new int[model.Tables];
        var largest = model.Weight.Length == 0 ? 0 : model.Weight.Max();

        // More than any seating is worth, as long as a full table stays within 32 bits: an unbroken pair then always comes first.
        var total = (long)largest * model.MaxFunds * model.MaxStartups * model.Tables;
        Penalty = (int)Math.Min(total + 1, (1L << 28) / model.Seats);
        _affinity = new int[_count * _count];
        for (var f = 0; f < model.Funds; f++)
        {
            for (var s = 0; s < model.Startups; s++)
                Relate(f, model.Funds + s, model.Weight[(f * model.Startups) + s]);
        }

        foreach (var (first, second) in model.Apart)
            Relate(first, second, -Penalty);
        foreach (var (first, second) in model.Together)
            Relate(first, second, Penalty);
    }

    /// <summary>What a broken pair costs, on the scale of the weights.</summary>
    public int Penalty { get; }

    /// <summary>The table (from 0) of everybody, nobodies included.</summary>
    public int[] Table { get; }

    /// <summary>Weights at the tables, less the penalty of each pair apart at one table, plus that of each pair together.</summary>
    public long Worth { get; private set; }

    /// <summary>Takes over a seating.</summary>
    public void Set(ReadOnlySpan<int> table)
    {
        table.CopyTo(Table);
        Array.Clear(_gain);
        var filled = new int[_model.Tables];
        for (var v = 0; v < Table.Length; v++)
        {
            _seat[v] = (Table[v] * _model.Seats) + filled[Table[v]]++;
            _at[_seat[v]] = v;
        }

        Array.Clear(_funds);
        Array.Clear(_startups);
        for (var v = 0; v < _count; v++)
        {
            Count(v, Table[v], 1);
            var row = _gain.AsSpan(Table[v] * _count, _count);
            for (var u = 0; u < _count; u++)
                row[u] += _affinity[(v * _count) + u];
        }

        Worth = 0;
        for (var v = 0; v < _count; v++)
            Worth += _gain[(Table[v] * _count) + v];
        Worth /= 2;
    }

    /// <summary>Whether the limits of kinds allow u and v to change places.</summary>
    public bool MaySwap(int u, int v) => SameKind(u, v) || (Fits(u, v, Table[v]) && Fits(v, u, Table[u]));

    /// <summary>What swapping u and v, at different tables, adds to the worth.</summary>
    public int Delta(int u, int v)
    {
        var (at, to) = (Table[u] * _count, Table[v] * _count);
        var delta = u < _count ? _gain[to + u] - _gain[at + u] : 0;
        if (v < _count)
            delta += _gain[at + v] - _gain[to + v];
        return u < _count && v < _count ? delta - (2 * _affinity[(u * _count) + v]) : delta;
    }

    public void Swap(int u, int v, int delta)
    {
        var (at, to) = (Table[u], Table[v]);
        if (u < _count)
            Move(u, at, to);
        if (v < _count)
            Move(v, to, at);
        (Table[u], Table[v]) = (to, at);
        (_seat[u], _seat[v]) = (_seat[v], _seat[u]);
        (_at[_seat[u]], _at[_seat[v]]) = (u, v);
        Worth += delta;
    }

    /// <summary>
    /// What swapping two funds adds when the startups of both tables are then split anew in the best way: each goes where it earns more, by the
    /// difference, so that both tables keep their numbers. Exact but for pairs apart or together among the startups themselves.
    /// </summary>
    public int DeltaWithSplit(int f, int g)
    {
        var (one, other) = (Table[f] * _count, Table[g] * _count);
        var (rowF, rowG) = (f * _count, g * _count);
        var (old, split, kept) = (0, 0, 0);
        var n = 0;
        for (var side = 0; side < 2; side++)
        {
            var start = (side == 0 ? Table[f] : Table[g]) * _model.Seats;
            for (var k = start; k < start + _model.Seats; k++)
            {
                var s = _at[k];
                if (s < _model.Funds || s >= _model.Funds + _model.Startups)
                    continue;
                var change = _affinity[rowG + s] - _affinity[rowF + s];
                var (here, there) = (_gain[one + s] + change, _gain[other + s] - change);
                old += side == 0 ? _gain[one + s] : _gain[other + s];
                split += there;
                kept += side == 0 ? 1 : 0;
                var lean = here - there;
                var i = n++;
                for (; i > 0 && _lean[i - 1] < lean; i--)
                    (_lean[i], _leaning[i]) = (_lean[i - 1], _leaning[i - 1]);
                (_lean[i], _leaning[i]) = (lean, s);
            }
        }

        for (var i = 0; i < kept; i++)
            split += _lean[i];
        (_splitCount, _splitKept) = (n, kept);
        return split - old;
    }

    /// <summary>Makes the swap that <see cref="DeltaWithSplit"/> judged last.</summary>
    public void SwapWithSplit(int f, int g)
    {
        var (one, other) = (Table[f], Table[g]);
        Swap(f, g, Delta(f, g));
        var j = _splitKept;
        for (var i = 0; i < _splitKept; i++)
        {
            var s = _leaning[i];
            if (Table[s] == one)
                continue;
            while (Table[_leaning[j]] == other)
                j++;
            Swap(s, _leaning[j], Delta(s, _leaning[j]));
        }
    }

    private bool SameKind(int u, int v) => Kind(u) == Kind(v);

    // 0 fund, 1 startup, 2 guest or nobody: the last two never meet a limit of kinds.
    private int Kind(int v) => v < _model.Funds ? 0 : v < _model.Funds + _model.Startups ? 1 : 2;

    private bool Fits(int comes, int goes, int table) => Kind(comes) switch
    {
        0 => Kind(goes) == 0 || _funds[table] < _model.MaxFunds,
        1 => Kind(goes) == 1 || _startups[table] < _model.MaxStartups,
        _ => true,
    };

    private void Move(int v, int from, int to)
    {
        Count(v, from, -1);
        Count(v, to, 1);
        var affinity = _affinity.AsSpan(v * _count, _count);
        var left = _gain.AsSpan(from * _count, _count);
        var joined = _gain.AsSpan(to * _count, _count);
        var i = 0;
        for (; i <= _count - Vector<int>.Count; i += Vector<int>.Count)
        {
            // Additions of integers: the width of the vectors cannot change the sums.
            var a = new Vector<int>(affinity[i..]);
            (new Vector<int>(left[i..]) - a).CopyTo(left[i..]);
            (new Vector<int>(joined[i..]) + a).CopyTo(joined[i..]);
        }

        for (; i < _count; i++)
        {
            left[i] -= affinity[i];
            joined[i] += affinity[i];
        }
    }

    private void Count(int v, int table, int by)
    {
        if (Kind(v) == 0)
            _funds[table] += by;
        else if (Kind(v) == 1)
            _startups[table] += by;
    }

    private void Relate(int u, int v, int by)
    {
        _affinity[(u * _count) + v] += by;
        _affinity[(v * _count) + u] += by;
    }
}
