namespace Matchmaking.Core.Plans.Tables.Solving;

/// <summary>Prices for the certificate by column generation. PROTOTYPE</summary>
internal sealed class TablePrices
{
    public const long Scale = 4096;

    private readonly SeatingModel _model;
    private readonly TablePricing _pricing;
    private readonly int _places;
    private readonly long[] _integer;
    private readonly TableSets _sets = new();
    private readonly HashSet<string> _known = [];

    public TablePrices(SeatingModel model)
    {
        _model = model;
        _pricing = new(model, Scale);
        _places = model.Funds + model.Startups;
        _integer = new long[_places];
        BestPrices = new long[_places];
    }

    public long Bound { get; private set; } = long.MaxValue;
    public long[] BestPrices { get; }
    public long BestTable { get; private set; }

    public void Run(ReadOnlySpan<int> table, double delta, Action<string> log, CancellationToken cancellation)
    {
        var center = new double[_places + 1];
        for (var f = 0; f < _model.Funds; f++)
            for (var s = 0; s < _model.Startups; s++)
                if (table[f] == table[_model.Funds + s])
                {
                    center[f] += _model.Weight[f * _model.Startups + s] * 0.5;
                    center[_model.Funds + s] += _model.Weight[f * _model.Startups + s] * 0.5;
                }
        var right = new double[_places + 1];
        var random = new Matchmaking.Core.Numerics.SplitMix64(7);
        for (var i = 0; i < _places; i++) right[i] = 1 + 1e-6 * random.Below(1000) / 1000;
        right[_places] = _model.Tables * (1 + 1e-6);
        var master = new PriceMaster(right, _sets);
        var (low, high) = (new double[_places + 1], new double[_places + 1]);
        var total = 0.0;
        for (var i = 0; i < _places; i++) total += center[i];
        delta *= total / _places;
        high[_places] = 1e9;
        Box();
        var iter = 0;
        while (!cancellation.IsCancellationRequested)
        {
            iter++;
            if (!master.Solve(cancellation)) { log("astray"); return; }
            Evaluate(master.Price);
            var added = AddColumns(master);
            log($"{iter} obj {master.Objective / 1e4:f4} bound {Bound / 1e4} added {added} pool {_sets.Count} delta {delta}");
            if (added == 0)
            {
                if (!master.IsBoxed()) { log("converged"); return; }
                Array.Copy(master.Price, center, center.Length);
                Box();
            }
        }

        void Box()
        {
            for (var i = 0; i < _places; i++) (low[i], high[i]) = (center[i] - delta, center[i] + delta);
            master.SetBox(low, high);
        }
    }

    private void Evaluate(double[] price)
    {
        for (var i = 0; i < _places; i++) _integer[i] = (long)Math.Round(price[i] * Scale);
        for (var round = 0; ; round++)
        {
            _pricing.Run(_integer);
            Offer(_integer, _pricing.Best);
            return;
        }
    }

    private void Offer(long[] prices, long z)
    {
        if (_model.MinFunds < _model.MaxFunds && _model.MinStartups < _model.MaxStartups) { }
        long sum = 0;
        foreach (var p in prices) sum += p;
        var bound = Floor(sum + _model.Tables * z);
        if (bound < Bound) { Bound = bound; prices.CopyTo(BestPrices, 0); BestTable = z; }
        // spread
        long repaired = sum;
        if (_model.MinFunds == _model.MaxFunds)
        {
            for (var f = 0; f < _model.Funds; f++) repaired += Ceil(_pricing.BestWith[f], _model.MaxFunds);
            bound = Floor(repaired);
            if (bound < Bound)
            {
                Bound = bound; prices.CopyTo(BestPrices, 0); BestTable = 0;
                for (var f = 0; f < _model.Funds; f++) BestPrices[f] += Ceil(_pricing.BestWith[f], _model.MaxFunds);
            }
        }
    }

    private static long Floor(long v) => (v - ((v % Scale + Scale) % Scale)) / Scale;
    private static long Ceil(long v, long d) => (v >= 0 ? v + d - 1 : v) / d;

    private int AddColumns(PriceMaster master)
    {
        var added = 0;
        var seen = new HashSet<int>();
        for (var v = 0; v < _places; v++)
        {
            if (_pricing.BestWith[v] == long.MinValue || !seen.Add(_pricing.BestSetWith(v))) continue;
            var set = _pricing.Sets[_pricing.BestSetWith(v)];
            double worth = 0, price = master.Price[_places];
            var funds = 0;
            while (funds < set.Length && set[funds] < _model.Funds) funds++;
            for (var a = 0; a < funds; a++)
                for (var b = funds; b < set.Length; b++)
                    worth += _model.Weight[set[a] * _model.Startups + set[b] - _model.Funds];
            foreach (var m in set) price += master.Price[m];
            if (worth - price < 1e-3) continue;
            _sets.Add(set[..funds], set[funds..]);
            master.Add(worth);
            added++;
        }
        return added;
    }
}
