using Matchmaking.Core.Numerics;

namespace Matchmaking.Core.Plans.Tables.Solving;

/// <summary>
/// Prices that prove a good bound for round tables, by column generation (Gilmore and Gomory 1961): a linear program finds prices for the table sets known so far,
/// <see cref="TablePricing"/> finds the sets that these prices underrate, until there are none. The prices of every round are tried as a
/// certificate, so the search may end at any time. 80 funds and 160 startups at 40 tables: about 30 rounds, 1,300 sets, half a second.
/// </summary>
internal sealed class TablePrices
{
    /// <summary>Units of price per unit of weight; rounding the prices of 240 participants then moves the bound by less than a tenth of a unit.</summary>
    public const long Scale = 4096;

    // The box around the prices, as a share of the mean price. Half and twice this took about as many rounds.
    private const double BoxShare = 0.1;

    // A larger box for the price of a table than any table can be worth.
    private const double Unbounded = 1e12;

    private readonly SeatingModel _model;
    private readonly TablePricing _pricing;
    private readonly TableSets _sets = new();
    private readonly PriceMaster _master;
    private readonly int _places;
    private readonly long[] _integer;
    private readonly long[] _best;
    private readonly double[] _center;
    private double _box;
    private long _bestTable;

    public TablePrices(SeatingModel model)
    {
        _model = model;
        _pricing = new(model, Scale);
        _places = model.Funds + model.Startups;
        _integer = new long[_places];
        _best = new long[_places];
        _center = new double[_places + 1];

        // Everybody sits once; a little more for some, so that fewer steps of the simplex method are idle (perturbation after Charnes 1952).
        var right = new double[_places + 1];
        var random = new SplitMix64((ulong)_places);
        for (var i = 0; i < _places; i++)
            right[i] = 1 + (random.Below(1000) * 1e-9);
        right[_places] = model.Tables * (1 + 1e-6);
        _master = new(right, _sets);
    }

    /// <summary>The best bound so far; <see cref="long.MaxValue"/> before the first round.</summary>
    public long Bound { get; private set; } = long.MaxValue;

    /// <summary>Whether more rounds cannot help.</summary>
    public bool Finished { get; private set; }

    /// <summary>Cost of the rounds so far, in elementary steps.</summary>
    public double Work { get; private set; }

    /// <summary>The certificate of <see cref="Bound"/>.</summary>
    public TableCertificate Certificate()
    {
        var prices = new long[_model.Count];
        for (var i = 0; i < _places; i++)
            prices[_model.Participant[i]] = _best[i];
        return new() { Kind = TableBoundKind.TableSets, Scale = Scale, Prices = prices, TablePrice = _bestTable };
    }

    /// <summary>Starts at prices that share every weight of a seating evenly between its two ends.</summary>
    public void Start(ReadOnlySpan<int> table)
    {
        var total = 0.0;
        for (var f = 0; f < _model.Funds; f++)
        {
            for (var s = 0; s < _model.Startups; s++)
            {
                if (table[f] != table[_model.Funds + s])
                    continue;
                var weight = _model.Weight[(f * _model.Startups) + s];
                _center[f] += weight * 0.5;
                _center[_model.Funds + s] += weight * 0.5;
                total += weight;
            }
        }

        _box = Math.Max(1, BoxShare * total / _places);
        SetBox();
    }

    /// <summary>One round of the linear program and the pricing.</summary>
    public void Round(CancellationToken cancellation)
    {
        var sound = _master.Solve(cancellation);
        for (var i = 0; i < _places; i++)
            _integer[i] = (long)Math.Round(_master.Price[i] * Scale);
        if (!_pricing.Run(_integer, cancellation))
        {
            Finished = true;
            return;
        }

        Work += TablePricing.Cost(_model) + _master.TakeWork();
        Offer();
        if (!sound)
            Finished = true;
        else if (AddSets() == 0)
            Recentre();
    }

    // Nothing left to add: the prices are the best within the box. Where none is held by it, they are the best of all.
    private void Recentre()
    {
        if (!_master.IsBoxed())
        {
            Finished = true;
            return;
        }

        _master.Price.CopyTo(_center, 0);
        SetBox();
    }

    private void SetBox()
    {
        var low = new double[_places + 1];
        var high = new double[_places + 1];
        for (var i = 0; i < _places; i++)
            (low[i], high[i]) = (_center[i] - _box, _center[i] + _box);
        high[_places] = Unbounded;
        _master.SetBox(low, high);
    }

    private void Offer()
    {
        long sum = 0;
        foreach (var price in _integer)
            sum += price;
        Offer(sum + (_model.Tables * _pricing.Best), spread: false);
        if (_model.MinFunds != _model.MaxFunds || _model.MaxFunds == 0)
            return;

        // Every table has exactly A funds: a set that earns e beyond its prices is paid for where each of its funds pays 1/A of the most that a set with it
        // earns. That is less than N times the best of all, and the price of a table becomes 0.
        for (var f = 0; f < _model.Funds; f++)
            sum += PerFund(f);
        Offer(sum, spread: true);
    }

    private long PerFund(int fund)
    {
        var best = _pricing.BestWith[fund];
        return (best >= 0 ? best + _model.MaxFunds - 1 : best) / _model.MaxFunds;
    }

    private void Offer(long scaled, bool spread)
    {
        var bound = scaled >= 0 ? scaled / Scale : -((-scaled + Scale - 1) / Scale);
        if (bound >= Bound)
            return;
        Bound = bound;
        _integer.CopyTo(_best, 0);
        _bestTable = spread ? 0 : _pricing.Best;
        for (var f = 0; spread && f < _model.Funds; f++)
            _best[f] += PerFund(f);
    }

    private int AddSets()
    {
        var added = 0;
        var taken = new bool[_pricing.Sets.Count];
        for (var v = 0; v < _places; v++)
        {
            if (_pricing.BestWith[v] == long.MinValue || taken[_pricing.BestSetWith(v)])
                continue;
            taken[_pricing.BestSetWith(v)] = true;
            var set = _pricing.Sets[_pricing.BestSetWith(v)];
            var worth = Worth(set);
            var price = _master.Price[_places];
            foreach (var member in set)
                price += _master.Price[member];
            if (worth - price < 1e-3)
                continue;
            _sets.Add(set, []);
            _master.Add(worth);
            added++;
        }

        return added;
    }

    private long Worth(ReadOnlySpan<int> set)
    {
        long worth = 0;
        foreach (var f in set)
        {
            foreach (var s in set)
            {
                if (f < _model.Funds && s >= _model.Funds)
                    worth += _model.Weight[(f * _model.Startups) + s - _model.Funds];
            }
        }

        return worth;
    }
}
