namespace Matchmaking.Core.Plans.Tables.Solving;

/// <summary>
/// The best walk along a long table under given prices: somebody of the right kind on every seat, perhaps several times the same. Dynamic programming
/// with the last column as the state; the step to the next column goes over the startup first, then over the fund, so that it costs
/// funds x startups x (funds + startups) rather than the square of funds x startups.
/// </summary>
internal sealed class WalkPricing
{
    private const long Never = -(1L << 50);

    private readonly LongTableModel _model;
    private readonly int _funds;
    private readonly int _startups;
    private readonly long[] _weight;
    private readonly bool[] _barred;
    private readonly long[][] _value;
    private readonly int[][] _fromFund;
    private readonly int[][] _fromStartup;
    private readonly long[] _first;
    private readonly long[] _second;
    private readonly int[] _firstAt;
    private readonly int[] _secondAt;

    public WalkPricing(LongTableModel model, long scale)
    {
        _model = model;

        // One more of each kind: nobody, for the columns that only one block covers.
        (_funds, _startups) = (model.Funds + 1, model.Startups + 1);
        _weight = new long[_funds * _startups];
        _barred = new bool[_startups * _startups];
        for (var f = 0; f < model.Funds; f++)
        {
            for (var s = 0; s < model.Startups; s++)
                _weight[(f * _startups) + s] = scale * model.Weight[(f * model.Count) + model.Funds + s];
        }

        for (var s = 0; s < model.Startups; s++)
            _barred[(s * _startups) + s] = true;
        foreach (var (a, b) in model.Apart)
        {
            if (a < model.Funds && b >= model.Funds && b < model.Funds + model.Startups)
                _weight[(a * _startups) + b - model.Funds] = Never;
            else if (a >= model.Funds && b < model.Funds + model.Startups)
                _barred[((a - model.Funds) * _startups) + b - model.Funds] = _barred[((b - model.Funds) * _startups) + a - model.Funds] = true;
        }

        _value = Tables<long>();
        _fromFund = Tables<int>();
        _fromStartup = Tables<int>();
        (_first, _second) = (new long[_startups * _startups], new long[_startups * _startups]);
        (_firstAt, _secondAt) = (new int[_startups * _startups], new int[_startups * _startups]);
        Visits = new int[model.Funds + model.Startups];
    }

    /// <summary>How often the best walk seats everybody, by place in line.</summary>
    public int[] Visits { get; }

    /// <summary>Additions of one run.</summary>
    public static double Cost(LongTableModel model) => (double)model.Columns * model.Funds * model.Startups * (model.Funds + model.Startups);

    /// <param name="prices">By place in line, scaled.</param>
    /// <returns>What the best walk earns beyond its prices; far below 0 where there is none.</returns>
    public long Run(ReadOnlySpan<long> prices)
    {
        for (var c = 0; c < _model.Columns; c++)
        {
            if (c > 0)
                OverStartup(c);
            for (var f = FirstFund(c); f < EndFund(c); f++)
            {
                for (var s = FirstStartup(c); s < EndStartup(c); s++)
                {
                    var node = 2 * _weight[(f * _startups) + s];
                    if (f < _model.Funds)
                        node -= prices[f];
                    if (s < _model.Startups)
                        node -= prices[_model.Funds + s];
                    _value[c][(f * _startups) + s] = c == 0 ? node : Math.Max(Never, OverFund(c, f, s) + node);
                }
            }
        }

        return Trace();
    }

    private int FirstFund(int column) => _model.HasFund(column) ? 0 : _model.Funds;

    private int EndFund(int column) => _model.HasFund(column) ? _model.Funds : _funds;

    private int FirstStartup(int column) => _model.HasStartup(column) ? 0 : _model.Startups;

    private int EndStartup(int column) => _model.HasStartup(column) ? _model.Startups : _startups;

    // For each startup of the last column and each of this one the best fund of the last column, and the second best for when the best one is to sit in this column.
    private void OverStartup(int c)
    {
        var value = _value[c - 1];
        for (var s = FirstStartup(c - 1); s < EndStartup(c - 1); s++)
        {
            for (var t = FirstStartup(c); t < EndStartup(c); t++)
            {
                var (best, second, bestAt, secondAt) = (Never, Never, -1, -1);
                for (var f = FirstFund(c - 1); f < EndFund(c - 1) && !_barred[(s * _startups) + t]; f++)
                {
                    var sum = value[(f * _startups) + s] + _weight[(f * _startups) + t];
                    if (sum > best)
                        (second, secondAt, best, bestAt) = (best, bestAt, sum, f);
                    else if (sum > second)
                        (second, secondAt) = (sum, f);
                }

                var at = (s * _startups) + t;
                (_first[at], _second[at], _firstAt[at], _secondAt[at]) = (best, second, bestAt, secondAt);
            }
        }
    }

    private long OverFund(int c, int fund, int startup)
    {
        var (best, fromFund, fromStartup) = (Never, -1, -1);
        for (var s = FirstStartup(c - 1); s < EndStartup(c - 1); s++)
        {
            var at = (s * _startups) + startup;
            var (sum, from) = _firstAt[at] != fund || fund == _model.Funds ? (_first[at], _firstAt[at]) : (_second[at], _secondAt[at]);
            sum += _weight[(fund * _startups) + s];
            if (sum > best)
                (best, fromFund, fromStartup) = (sum, from, s);
        }

        (_fromFund[c][(fund * _startups) + startup], _fromStartup[c][(fund * _startups) + startup]) = (fromFund, fromStartup);
        return best;
    }

    private long Trace()
    {
        Array.Clear(Visits);
        var last = _model.Columns - 1;
        var (best, fund, startup) = (long.MinValue, -1, -1);
        for (var f = FirstFund(last); f < EndFund(last); f++)
        {
            for (var s = FirstStartup(last); s < EndStartup(last); s++)
            {
                if (_value[last][(f * _startups) + s] > best)
                    (best, fund, startup) = (_value[last][(f * _startups) + s], f, s);
            }
        }

        for (var c = last; c >= 0 && best > Never / 2; c--)
        {
            if (fund < _model.Funds)
                Visits[fund]++;
            if (startup < _model.Startups)
                Visits[_model.Funds + startup]++;
            var at = (fund * _startups) + startup;
            (fund, startup) = (_fromFund[c][at], _fromStartup[c][at]);
        }

        return best;
    }

    private T[][] Tables<T>()
    {
        var tables = new T[_model.Columns][];
        for (var c = 0; c < tables.Length; c++)
            tables[c] = new T[_funds * _startups];
        return tables;
    }
}
