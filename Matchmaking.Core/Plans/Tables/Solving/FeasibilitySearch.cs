namespace Matchmaking.Core.Plans.Tables.Solving;

/// <summary>
/// Whether any seating keeps all limits, by trying: the participant with the fewest tables left takes each of them in turn (the colouring
/// rule DSATUR of Brélaz 1979), of the empty tables only the first. Exponential, therefore with a budget.
/// </summary>
internal sealed class FeasibilitySearch
{
    private readonly SeatingModel _model;
    private readonly List<int>[] _apart;
    private readonly List<int>[] _together;
    private readonly int[] _table;
    private readonly int[] _taken;
    private readonly int[] _funds;
    private readonly int[] _startups;
    private long _budget;

    private FeasibilitySearch(SeatingModel model, IReadOnlyList<TablePair> apart, IReadOnlyList<TablePair> together, long budget)
    {
        _model = model;
        _budget = budget;
        _apart = Neighbours(model.Count, apart);
        _together = Neighbours(model.Count, together);
        _table = new int[model.Count];
        _table.AsSpan().Fill(-1);
        _taken = new int[model.Tables];
        _funds = new int[model.Tables];
        _startups = new int[model.Tables];
    }

    /// <param name="model">Limits of numbers.</param>
    /// <param name="apart">Instead of those of the model, so that a conflict can be narrowed down.</param>
    /// <param name="together">Instead of those of the model.</param>
    /// <param name="budget">Most placements to try.</param>
    /// <param name="table">The table of everybody where there is a seating.</param>
    /// <returns>True where there is a seating, false where there is none, null where the budget ran out.</returns>
    public static bool? Run(SeatingModel model, IReadOnlyList<TablePair> apart, IReadOnlyList<TablePair> together, long budget, out int[] table)
    {
        var search = new FeasibilitySearch(model, apart, together, budget);
        table = search._table;
        return search.Place(model.Count);
    }

    private static List<int>[] Neighbours(int count, IReadOnlyList<TablePair> pairs)
    {
        var lists = new List<int>[count];
        for (var v = 0; v < count; v++)
            lists[v] = [];
        foreach (var (first, second) in pairs)
        {
            lists[first].Add(second);
            lists[second].Add(first);
        }

        return lists;
    }

    private bool? Place(int left)
    {
        if (left == 0)
            return true;
        if (--_budget < 0)
            return null;
        var next = MostConstrained();
        var triedEmpty = false;
        for (var t = 0; t < _model.Tables; t++)
        {
            if (!Fits(next, t) || (_taken[t] == 0 && triedEmpty))
                continue;
            triedEmpty |= _taken[t] == 0;
            Put(next, t, 1);
            var found = Place(left - 1);
            if (found != false)
                return found;
            Put(next, t, -1);
        }

        return false;
    }

    private int MostConstrained()
    {
        var (best, fewest, degree) = (-1, int.MaxValue, -1);
        for (var v = 0; v < _model.Count; v++)
        {
            if (_table[v] >= 0)
                continue;
            var open = 0;
            for (var t = 0; t < _model.Tables; t++)
                open += Fits(v, t) ? 1 : 0;
            var pairs = _apart[v].Count + _together[v].Count;
            if (open < fewest || (open == fewest && pairs > degree))
                (best, fewest, degree) = (v, open, pairs);
        }

        return best;
    }

    private bool Fits(int v, int table)
    {
        if (_taken[table] == _model.Seats
            || (v < _model.Funds && _funds[table] == _model.MaxFunds)
            || (v >= _model.Funds && v < _model.Funds + _model.Startups && _startups[table] == _model.MaxStartups))
            return false;
        foreach (var u in _apart[v])
        {
            if (_table[u] == table)
                return false;
        }

        foreach (var u in _together[v])
        {
            if (_table[u] >= 0 && _table[u] != table)
                return false;
        }

        return true;
    }

    private void Put(int v, int table, int by)
    {
        _table[v] = by > 0 ? table : -1;
        _taken[table] += by;
        if (v < _model.Funds)
            _funds[table] += by;
        else if (v < _model.Funds + _model.Startups)
            _startups[table] += by;
    }
}
