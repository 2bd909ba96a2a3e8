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
    private readonly int[] _funds;
    private readonly int[] _startups;

    public Seating(SeatingModel model)
    {
        _model = model;
        _count = model.Count;
        Table = new int[model.Tables * model.Seats];
        _gain = new int[model.Tables * _count];
        _funds = new int[model.Tables];
        _startups = new int[model.Tables];
        var largest = model.Weight.Length == 0 ? 0 : model.Weight.Max();

        // Dear enough to outweigh what a move can earn in weight, and small enough that a full table stays within 32 bits.
        Penalty = (int)Math.Min((4L * largest * model.Seats) + 1, (1L << 28) / model.Seats);
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
        Worth += delta;
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
