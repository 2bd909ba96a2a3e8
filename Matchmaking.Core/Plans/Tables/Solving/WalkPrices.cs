namespace Matchmaking.Core.Plans.Tables.Solving;

/// <summary>
/// Prices that prove a bound for the long table: Lagrangian relaxation of "everybody sits once" (after Held and Karp 1970), the remaining problem being the best
/// walk. Subgradient steps of Polyak's length: who is seated too often becomes dearer, who is left out cheaper. Prices are whole numbers all along, so
/// every step is a certificate.
/// </summary>
internal sealed class WalkPrices(LongTableModel model)
{
    /// <summary>Units of price per unit of value.</summary>
    public const long Scale = 256;

    private const int Patience = 15;
    private const double ShortestStep = 0.002;

    private readonly WalkPricing _pricing = new(model, Scale);
    private readonly long[] _prices = new long[model.Funds + model.Startups];
    private readonly long[] _best = new long[model.Funds + model.Startups];
    private double _step = 1;
    private int _idle;
    private long _bestWalk;

    /// <summary>The best bound so far; <see cref="long.MaxValue"/> before the first round.</summary>
    public long Bound { get; private set; } = long.MaxValue;

    /// <summary>Whether steps have become too short to help.</summary>
    public bool Finished => _step < ShortestStep;

    public TableCertificate Certificate()
    {
        var prices = new long[model.Count];
        for (var i = 0; i < _best.Length; i++)
            prices[model.Participant[i]] = _best[i];
        return new() { Kind = TableBoundKind.Walk, Scale = Scale, Prices = prices, TablePrice = _bestWalk };
    }

    /// <summary>Starts at prices that share every neighbourhood of a seating evenly between its two ends.</summary>
    /// <param name="at">Who sits on each place.</param>
    public void Start(ReadOnlySpan<int> at)
    {
        for (var a = 0; a < model.Funds; a++)
        {
            for (var b = model.Funds; b < model.Funds + model.Startups; b++)
            {
                var units = Math.Max(0, LongTableModel.Units(model.Seat[a], model.Seat[b]));
                var half = units * Scale * model.Weight[(at[a] * model.Count) + at[b]] / 2;
                _prices[at[a]] += half;
                _prices[at[b]] += half;
            }
        }
    }

    /// <summary>One walk, and a step of the prices towards seating everybody once.</summary>
    /// <param name="value">Of the best seating known: what the bound is aimed at.</param>
    public void Round(long value)
    {
        var walk = _pricing.Run(_prices);
        var scaled = walk;
        foreach (var price in _prices)
            scaled += price;
        var bound = scaled >= 0 ? scaled / Scale : -((-scaled + Scale - 1) / Scale);
        if (bound < Bound)
        {
            (Bound, _bestWalk, _idle) = (bound, walk, 0);
            _prices.CopyTo(_best, 0);
        }
        else if (++_idle >= Patience)
        {
            (_step, _idle) = (_step / 2, 0);
            _best.CopyTo(_prices, 0);
            return;
        }

        long square = 0;
        foreach (var visits in _pricing.Visits)
            square += (long)(visits - 1) * (visits - 1);
        if (square == 0)
        {
            // The best walk is a seating: the bound is its value.
            _step = 0;
            return;
        }

        var length = _step * Math.Max(Scale, scaled - (value * Scale)) / square;
        for (var i = 0; i < _prices.Length; i++)
            _prices[i] += (long)Math.Round(length * (_pricing.Visits[i] - 1));
    }
}
