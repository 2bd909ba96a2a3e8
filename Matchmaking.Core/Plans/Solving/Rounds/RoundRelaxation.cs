using System.Numerics;

namespace Matchmaking.Core.Plans.Solving.Rounds;

/// <summary>
/// The linear relaxation of planning with availability: x(pair, round) in 0..1, each pair at most once, each participant at most once a round and
/// between its limits in all, tables a round. Solved by the primal-dual hybrid gradient method with diagonal step sizes (Chambolle and Pock 2011, J. Math. Imaging
/// Vis. 40; Pock and Chambolle 2011, ICCV, alpha = 1) and restarts to the average of what went before (Applegate and others 2021, "Practical large-scale linear
/// programming using primal-dual hybrid gradient", section 3). All coefficients are 1, so a step is two passes over the columns.
/// The prices of slots are the multipliers of the Lagrangian bound, which their rounding to integers keeps valid; the sums of x over the
/// rounds say which pairs a good plan has. Only + - x / of doubles in a fixed order: the same on any machine.
/// </summary>
internal sealed class RoundRelaxation
{
    private const int LargestColumn = 6;

    // Prices of a problem without a solution grow for ever; far below this they have shown it.
    private const double HighestPrice = 1_000;

    private readonly RoundModel _model;
    private readonly double _unit;
    private readonly int[] _pair;
    private readonly int[] _round;
    private readonly int[] _startupSlot;
    private readonly int[] _fundSlot;
    private readonly double[] _weight;
    private readonly double[] _x;
    private readonly double[] _xSum;
    private readonly double[] _price;
    private readonly double[] _priceSum;
    private readonly double[] _load;
    private readonly double[] _step;
    private readonly double[] _lower;
    private readonly double[] _upper;
    private readonly int _pairRow;
    private readonly int _participantRow;
    private readonly int _tableRow;
    private int _since;

    public RoundRelaxation(RoundModel model)
    {
        _model = model;
        _pairRow = model.Participants * model.Rounds;
        _participantRow = _pairRow + model.Pairs.Length;
        _tableRow = _participantRow + model.Participants;
        Columns = Enumerable.Range(0, model.Pairs.Length).Sum(CommonRounds);
        _pair = new int[Columns];
        _round = new int[Columns];
        _startupSlot = new int[Columns];
        _fundSlot = new int[Columns];
        _weight = new double[Columns];
        _x = new double[Columns];
        _xSum = new double[Columns];
        var rows = _tableRow + model.Rounds;
        _price = new double[rows];
        _priceSum = new double[rows];
        _load = new double[rows];
        _step = new double[rows];
        _lower = new double[rows];
        _upper = new double[rows];
        _unit = Math.Max(1, model.Pairs.Select(p => p.Weight).DefaultIfEmpty().Max());
        ListColumns();
        SetLimits();
    }

    /// <summary>Pairs x common open rounds: what a step costs.</summary>
    public int Columns { get; }

    /// <summary>Goes on for some steps, then restarts from the average of them.</summary>
    public void Advance(int steps, CancellationToken cancellation)
    {
        for (var i = 0; i < steps && !cancellation.IsCancellationRequested; i++)
            Step();
        if (_since > 0)
            Restart();
    }

    /// <summary>
    /// The prices of slots and tables as integers on the scale of the weights. What all open rounds of a participant cost alike is left out: it belongs into the
    /// participant's own price, which the flow finds exactly, and every price that is 0 is one less to round.
    /// </summary>
    /// <param name="prices">Filled.</param>
    /// <param name="offset">Added before rounding down: 0.5 rounds to the nearest.</param>
    public void ReadPrices(RoundPriceTable prices, double offset)
    {
        for (var v = 0; v < _model.Participants; v++)
        {
            var least = double.PositiveInfinity;
            for (var round = 0; round < _model.Rounds; round++)
            {
                if (_model.IsOpenIn(v, round))
                    least = Math.Min(least, _price[(v * _model.Rounds) + round]);
            }

            for (var round = 0; round < _model.Rounds; round++)
            {
                if (_model.IsOpenIn(v, round))
                    prices.OfParticipants[(v * _model.Rounds) + round] = Whole(_price[(v * _model.Rounds) + round] - least, offset);
            }
        }

        for (var round = 0; round < prices.OfTables.Length; round++)
            prices.OfTables[round] = Whole(_price[_tableRow + round], offset);
    }

    /// <summary>How much of each pair the relaxation chooses, 0..1 up to the accuracy reached.</summary>
    public void ReadShares(Span<double> shares)
    {
        shares.Clear();
        for (var k = 0; k < Columns; k++)
            shares[_pair[k]] += _x[k];
    }

    private long Whole(double price, double offset) => (long)Math.Floor((Math.Min(price, HighestPrice) * _unit) + offset);

    private void Step()
    {
        Array.Clear(_load);
        for (var k = 0; k < _x.Length; k++)
        {
            var (slotS, slotF) = (_startupSlot[k], _fundSlot[k]);
            var (pair, round) = (_pairRow + _pair[k], _tableRow + _round[k]);
            var (s, f) = (_participantRow + (slotS / _model.Rounds), _participantRow + (slotF / _model.Rounds));
            var gain = _weight[k] - _price[slotS] - _price[slotF] - _price[pair] - _price[s] - _price[f] - _price[round];
            var next = Math.Clamp(_x[k] + (gain / LargestColumn), 0, 1);
            var beyond = (2 * next) - _x[k];
            _x[k] = next;
            _xSum[k] += next;
            _load[slotS] += beyond;
            _load[slotF] += beyond;
            _load[pair] += beyond;
            _load[s] += beyond;
            _load[f] += beyond;
            _load[round] += beyond;
        }

        for (var i = 0; i < _price.Length; i++)
        {
            var step = _step[i];
            var moved = _price[i] + (step * _load[i]);
            if (step > 0)
                moved -= step * Math.Clamp(moved / step, _lower[i], _upper[i]);
            _price[i] = moved;
            _priceSum[i] += moved;
        }

        _since++;
    }

    private void Restart()
    {
        for (var k = 0; k < _x.Length; k++)
        {
            _x[k] = _xSum[k] / _since;
            _xSum[k] = 0;
        }

        for (var i = 0; i < _price.Length; i++)
        {
            _price[i] = _priceSum[i] / _since;
            _priceSum[i] = 0;
        }

        _since = 0;
    }

    private void ListColumns()
    {
        var k = 0;
        for (var pair = 0; pair < _model.Pairs.Length; pair++)
        {
            var (s, f) = (_model.Pairs[pair].Startup, _model.FundNode[pair]);
            for (var round = 0; round < _model.Rounds; round++)
            {
                if (!_model.IsOpenIn(s, round) || !_model.IsOpenIn(f, round))
                    continue;
                (_pair[k], _round[k]) = (pair, round);
                (_startupSlot[k], _fundSlot[k]) = ((s * _model.Rounds) + round, (f * _model.Rounds) + round);
                _weight[k++] = _model.Pairs[pair].Weight / _unit;
            }
        }
    }

    // A row that cannot bind has no step, so its price stays 0.
    private void SetLimits()
    {
        var length = new int[_step.Length];
        for (var k = 0; k < Columns; k++)
        {
            length[_startupSlot[k]]++;
            length[_fundSlot[k]]++;
            length[_pairRow + _pair[k]]++;
            length[_participantRow + _model.Pairs[_pair[k]].Startup]++;
            length[_participantRow + _model.FundNode[_pair[k]]]++;
            length[_tableRow + _round[k]]++;
        }

        Array.Fill(_lower, double.NegativeInfinity);
        Array.Fill(_upper, 1);
        for (var i = 0; i < _pairRow; i++)
            Allow(i, length[i] > 1);
        for (var pair = 0; pair < _model.Pairs.Length; pair++)
        {
            if (_model.Pinned[pair])
                _lower[_pairRow + pair] = 1;
            Allow(_pairRow + pair, length[_pairRow + pair] > 0);
        }

        for (var v = 0; v < _model.Participants; v++)
        {
            _upper[_participantRow + v] = _model.Most[v];
            if (_model.Least[v] > 0)
                _lower[_participantRow + v] = _model.Least[v];
            Allow(_participantRow + v, _model.Most[v] < _model.OpenCount(v) || _model.Least[v] > 0);
        }

        for (var round = 0; round < _model.Rounds; round++)
        {
            _upper[_tableRow + round] = _model.Places[round];
            Allow(_tableRow + round, length[_tableRow + round] > _model.Places[round]);
        }

        void Allow(int row, bool canBind) => _step[row] = canBind ? 1.0 / Math.Max(1, length[row]) : 0;
    }

    private int CommonRounds(int pair)
    {
        var s = _model.OpenOf(_model.Pairs[pair].Startup);
        var f = _model.OpenOf(_model.FundNode[pair]);
        var count = 0;
        for (var w = 0; w < s.Length; w++)
            count += BitOperations.PopCount(s[w] & f[w]);
        return count;
    }
}
