using System.Numerics;

namespace Matchmaking.Core.Plans.Tables.Solving;

/// <summary>
/// The best table set under given prices, and for every fund the best one with it, exactly: all sets of funds are enumerated, and to each
/// the startups that earn most are added, at most one of a class. Cost: sets of funds x startups.
/// </summary>
internal sealed class TablePricing
{
    // A pair apart earns this: less than anything else, and far from overflow in a sum of a table.
    private const long Never = -(1L << 44);

    private readonly SeatingModel _model;
    private readonly long[] _weight;
    private readonly int[] _startupAt;
    private readonly int[] _class;
    private readonly bool[] _fundsApart;
    private readonly int[][] _ties;
    private readonly int[] _tied;
    private readonly long[][] _earns;
    private readonly long[] _top;
    private readonly int[] _topAt;
    private readonly int[] _funds;
    private readonly int[] _chosen;
    private readonly int[] _chosenAt;
    private readonly int[] _classStart;
    private readonly long[] _untied;
    private readonly bool[] _seated;
    private readonly int[] _bestSet;
    private long[] _prices = [];
    private CancellationToken _cancellation;

    public TablePricing(SeatingModel model, long scale)
    {
        _model = model;
        var classes = StartupClasses.Of(model);
        _startupAt = [.. Enumerable.Range(0, model.Startups).OrderBy(s => classes[s]).ThenBy(s => s)];
        _class = [.. _startupAt.Select(s => classes[s])];
        _weight = new long[model.Funds * model.Startups];
        for (var f = 0; f < model.Funds; f++)
        {
            for (var i = 0; i < model.Startups; i++)
                _weight[(f * model.Startups) + i] = scale * model.Weight[(f * model.Startups) + _startupAt[i]];
        }

        _fundsApart = new bool[model.Funds * model.Funds];
        var at = new int[model.Startups];
        for (var i = 0; i < at.Length; i++)
            at[_startupAt[i]] = i;
        foreach (var (a, b) in model.Apart)
        {
            var (first, second) = (Math.Min(a, b), Math.Max(a, b));
            if (second < model.Funds)
                _fundsApart[(first * model.Funds) + second] = _fundsApart[(second * model.Funds) + first] = true;
            else if (first < model.Funds && second < model.Funds + model.Startups)
                _weight[(first * model.Startups) + at[second - model.Funds]] = Never;
        }

        var ties = new List<int>[model.Startups];
        foreach (var (a, b) in model.Together)
        {
            var (first, second) = (Math.Min(a, b), Math.Max(a, b));
            if (first < model.Funds && second >= model.Funds && second < model.Funds + model.Startups)
                (ties[at[second - model.Funds]] ??= []).Add(first);
        }

        _ties = [.. ties.Select(t => t is null ? [] : t.ToArray())];
        _tied = [.. Enumerable.Range(0, model.Startups).Where(i => _ties[i].Length > 0)];
        _earns = new long[model.MaxFunds + 1][];
        for (var k = 0; k < _earns.Length; k++)
            _earns[k] = new long[model.Startups];
        _top = new long[model.MaxStartups + 1];
        _topAt = new int[model.MaxStartups + 1];
        _funds = new int[model.MaxFunds];
        _chosen = new int[model.MaxStartups + 1];
        _chosenAt = new int[model.MaxStartups + 1];
        _untied = new long[model.Startups];
        _classStart = new int[model.Startups];
        for (var i = model.Startups - 1; i >= 0; i--)
            _classStart[_class[i]] = i;
        _seated = new bool[model.Funds];
        BestWith = new long[model.Funds + model.Startups];
        _bestSet = new int[BestWith.Length];
    }

    /// <summary>Sets found in the last run: at least the best one of everybody.</summary>
    public TableSets Sets { get; } = new();

    /// <summary>What the best set earns beyond its prices; <see cref="long.MinValue"/> where there is none.</summary>
    public long Best { get; private set; }

    /// <summary>
    /// The same of the best set with a participant, by place in line. Exact for funds; for a startup the best of those sets that are the best for their
    /// funds, <see cref="long.MinValue"/> where it is in none of these.
    /// </summary>
    public long[] BestWith { get; }

    /// <summary>How many sets of funds an enumeration goes through.</summary>
    public static double Enumerations(SeatingModel model)
    {
        double all = 0, sets = 1;
        for (var k = 0; k <= Math.Min(model.MaxFunds, model.Funds); k++)
        {
            if (k >= model.MinFunds)
                all += sets;
            sets = sets * (model.Funds - k) / (k + 1);
        }

        return all;
    }

    /// <summary>What one run costs, in additions.</summary>
    public static double Cost(SeatingModel model) => Enumerations(model) * (model.Startups + 8);

    /// <param name="prices">By place in line, scaled.</param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <returns>False where it was ended: nothing found is of use then.</returns>
    public bool Run(long[] prices, CancellationToken cancellation)
    {
        _prices = prices;
        _cancellation = cancellation;
        Sets.Clear();
        Best = long.MinValue;
        BestWith.AsSpan().Fill(long.MinValue);
        for (var i = 0; i < _startupAt.Length; i++)
            _earns[0][i] = -prices[_model.Funds + _startupAt[i]];
        Extend(0, 0, 0);
        return !cancellation.IsCancellationRequested;
    }

    /// <summary>The set that gives a participant its <see cref="BestWith"/>.</summary>
    public int BestSetWith(int place) => _bestSet[place];

    private void Extend(int size, int from, long cost)
    {
        if (size >= _model.MinFunds)
            Leaf(size, cost);
        if (size == _model.MaxFunds)
            return;
        for (var f = from; f < _model.Funds; f++)
        {
            if (!FitsWith(f, size))
                continue;
            if (size <= 1 && _cancellation.IsCancellationRequested)
                return;
            _funds[size] = f;
            _seated[f] = true;
            Add(_earns[size], _weight.AsSpan(f * _model.Startups, _model.Startups), _earns[size + 1]);
            Extend(size + 1, f + 1, cost + _prices[f]);
            _seated[f] = false;
        }
    }

    private bool FitsWith(int fund, int size)
    {
        for (var k = 0; k < size; k++)
        {
            if (_fundsApart[(fund * _model.Funds) + _funds[k]])
                return false;
        }

        return true;
    }

    private static void Add(ReadOnlySpan<long> a, ReadOnlySpan<long> b, Span<long> sum)
    {
        var i = 0;
        for (; i <= sum.Length - Vector<long>.Count; i += Vector<long>.Count)
            (new Vector<long>(a[i..]) + new Vector<long>(b[i..])).CopyTo(sum[i..]);
        for (; i < sum.Length; i++)
            sum[i] = a[i] + b[i];
    }

    private void Leaf(int size, long cost)
    {
        var earns = _earns[size];
        var (taken, value) = (0, -cost);
        if (_tied.Length > 0)
        {
            if (!TakeTied(earns, ref taken, ref value))
                return;
            earns = _untied;
        }

        var slots = Math.Min(_model.MaxStartups, _model.Seats - size) - taken;
        if (slots < 0)
            return;
        var filled = slots == 0 ? 0 : Rank(earns, slots);
        for (var k = 0; k < filled && (_top[k] > 0 || taken < _model.MinStartups); k++)
        {
            value += _top[k];
            _chosen[taken++] = _model.Funds + _startupAt[_topAt[k]];
        }

        if (taken >= _model.MinStartups && value > Never / 2)
            Record(size, taken, value);
    }

    // The best of each class into the ranks, best first; returns how many ranks are filled.
    private int Rank(long[] earns, int slots)
    {
        var (top, topAt, classes) = (_top, _topAt, _class);
        var filled = 0;
        for (var i = 0; i < earns.Length;)
        {
            var best = i;
            var c = classes[i];
            while (++i < earns.Length && classes[i] == c)
            {
                if (earns[i] > earns[best])
                    best = i;
            }

            var gain = earns[best];
            if (filled == slots && gain <= top[filled - 1])
                continue;
            var at = filled == slots ? filled - 1 : filled++;
            for (; at > 0 && top[at - 1] < gain; at--)
                (top[at], topAt[at]) = (top[at - 1], topAt[at - 1]);
            (top[at], topAt[at]) = (gain, best);
        }

        return filled;
    }

    // Takes the startups that are tied to the funds at the table, and bars those tied to others and the classes of those taken.
    private bool TakeTied(long[] earns, ref int taken, ref long value)
    {
        earns.CopyTo(_untied, 0);
        foreach (var i in _tied)
        {
            var present = 0;
            foreach (var f in _ties[i])
                present += _seated[f] ? 1 : 0;
            if (present == 0)
            {
                _untied[i] = Never;
                continue;
            }

            if (present < _ties[i].Length || taken == _chosen.Length)
                return false;
            for (var k = 0; k < taken; k++)
            {
                if (_class[_chosenAt[k]] == _class[i])
                    return false;
            }

            _chosenAt[taken] = i;
            _chosen[taken++] = _model.Funds + _startupAt[i];
            value += earns[i];
        }

        for (var k = 0; k < taken; k++)
        {
            var c = _class[_chosenAt[k]];
            for (var i = _classStart[c]; i < _class.Length && _class[i] == c; i++)
                _untied[i] = Never;
        }

        return true;
    }

    private void Record(int funds, int startups, long value)
    {
        var set = -1;
        Best = Math.Max(Best, value);
        for (var k = 0; k < funds; k++)
            Improve(_funds[k], value, funds, startups, ref set);
        for (var k = 0; k < startups; k++)
            Improve(_chosen[k], value, funds, startups, ref set);
    }

    private void Improve(int place, long value, int funds, int startups, ref int set)
    {
        if (value <= BestWith[place])
            return;
        if (set < 0)
            set = Sets.Add(_funds.AsSpan(0, funds), _chosen.AsSpan(0, startups));
        BestWith[place] = value;
        _bestSet[place] = set;
    }
}
