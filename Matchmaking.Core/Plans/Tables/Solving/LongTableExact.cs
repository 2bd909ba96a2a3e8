namespace Matchmaking.Core.Plans.Tables.Solving;

/// <summary>
/// The best seating of a short long table by dynamic programming along its columns (after Held and Karp 1962): a state is who sits already and who sits in the
/// last column; neighbours are never further than one column apart. At 8 a side about 300,000 states and 0.3 s.
/// </summary>
internal sealed class LongTableExact
{
    /// <summary>Most funds, and most startups.</summary>
    public const int MostPerSide = 8;

    private const int Nobody = 15;

    private readonly LongTableModel _model;
    private readonly bool[] _apart;
    private readonly IReadOnlyList<TablePair> _together;

    private LongTableExact(LongTableModel model, IReadOnlyList<TablePair> apart, IReadOnlyList<TablePair> together)
    {
        _model = model;
        _together = together;
        _apart = new bool[model.Count * model.Count];
        foreach (var (a, b) in apart)
            _apart[(a * model.Count) + b] = _apart[(b * model.Count) + a] = true;
    }

    public static bool Takes(LongTableModel model) => model.Funds <= MostPerSide && model.Startups <= MostPerSide && !model.GuestsMatter;

    /// <param name="model">The table.</param>
    /// <param name="apart">Instead of those of the model, so that a conflict can be narrowed down.</param>
    /// <param name="together">Instead of those of the model.</param>
    /// <returns>Who sits on each place; null where no seating keeps the pairs.</returns>
    public static int[]? Find(LongTableModel model, IReadOnlyList<TablePair> apart, IReadOnlyList<TablePair> together) =>
        new LongTableExact(model, apart, together).Find();

    private int[]? Find()
    {
        var layers = new List<Dictionary<int, (long Value, int From)>> { new() { [Key(0, 0, Nobody, Nobody)] = (0, -1) } };
        for (var c = 0; c < _model.Columns; c++)
        {
            var next = new Dictionary<int, (long Value, int From)>();
            foreach (var (key, (value, _)) in layers[c])
                Extend(c, key, value, next);
            layers.Add(next);
        }

        var (best, last) = (long.MinValue, -1);
        foreach (var (key, (value, _)) in layers[^1])
        {
            // Of equal values the smallest key, whatever the order of the dictionary.
            if (value > best || (value == best && key < last))
                (best, last) = (value, key);
        }

        return last < 0 ? null : Trace(layers, last);
    }

    private static int Key(int funds, int startups, int fund, int startup) => (((((funds << 8) | startups) << 4) | fund) << 4) | startup;

    private int[] Trace(List<Dictionary<int, (long Value, int From)>> layers, int key)
    {
        var at = Enumerable.Range(0, _model.Count).ToArray();
        for (var c = _model.Columns - 1; c >= 0; c--)
        {
            if (_model.HasFund(c))
                at[c - _model.FundColumn] = (key >> 4) & 15;
            if (_model.HasStartup(c))
                at[_model.Funds + c - _model.StartupColumn] = _model.Funds + (key & 15);
            key = layers[c + 1][key].From;
        }

        return at;
    }

    private void Extend(int column, int key, long value, Dictionary<int, (long Value, int From)> next)
    {
        var (funds, startups, lastFund, lastStartup) = (key >> 16, (key >> 8) & 255, (key >> 4) & 15, key & 15);
        var (hasFund, hasStartup) = (_model.HasFund(column), _model.HasStartup(column));
        for (var f = 0; f < (hasFund ? _model.Funds : 1); f++)
        {
            if (hasFund && (funds >> f & 1) != 0)
                continue;
            for (var s = 0; s < (hasStartup ? _model.Startups : 1); s++)
            {
                if (hasStartup && (startups >> s & 1) != 0)
                    continue;
                var (fund, startup) = (hasFund ? f : Nobody, hasStartup ? s : Nobody);
                if (!Joins(funds, startups, lastFund, lastStartup, fund, startup))
                    continue;
                var to = Key(hasFund ? funds | 1 << f : funds, hasStartup ? startups | 1 << s : startups, fund, startup);
                var sum = value + (2 * Weight(fund, startup)) + Weight(fund, lastStartup) + Weight(lastFund, startup);
                if (!next.TryGetValue(to, out var known) || sum > known.Value || (sum == known.Value && key < known.From))
                    next[to] = (sum, key);
            }
        }
    }

    private long Weight(int fund, int startup) =>
        fund == Nobody || startup == Nobody ? 0 : _model.Weight[(fund * _model.Count) + _model.Funds + startup];

    private bool Joins(int funds, int startups, int lastFund, int lastStartup, int fund, int startup)
    {
        var (a, b) = (Line(lastFund, 0), Line(lastStartup, _model.Funds));
        var (c, d) = (Line(fund, 0), Line(startup, _model.Funds));
        if (Apart(c, d) || Apart(c, b) || Apart(a, d) || Apart(a, c) || Apart(b, d))
            return false;
        foreach (var (first, second) in _together)
        {
            var (firstNew, secondNew) = (first == c || first == d, second == c || second == d);
            var (firstLast, secondLast) = (first == a || first == b, second == a || second == b);
            if ((firstNew && !secondNew && !secondLast && Sits(second)) || (secondNew && !firstNew && !firstLast && Sits(first))
                || (firstLast && !secondNew && !Sits(second)) || (secondLast && !firstNew && !Sits(first)))
                return false;
        }

        return true;

        bool Sits(int v) => v < _model.Funds ? (funds >> v & 1) != 0 : (startups >> (v - _model.Funds) & 1) != 0;
    }

    private static int Line(int index, int offset) => index == Nobody ? -1 : index + offset;

    private bool Apart(int a, int b) => a >= 0 && b >= 0 && _apart[(a * _model.Count) + b];
}
