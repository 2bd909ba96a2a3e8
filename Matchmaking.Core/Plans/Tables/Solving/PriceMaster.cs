using System.Numerics;

namespace Matchmaking.Core.Plans.Tables.Solving;

/// <summary>
/// The linear program that finds prices: minimise the sum of right sides x y so that every table set costs at least what it is worth, and every
/// price stays within a box. Solved from its dual side by the revised primal simplex method (Dantzig and Orchard-Hays 1954) with a dense inverse: sets are columns and come
/// in as they are found, the basis stays feasible. The box is that of du Merle, Villeneuve, Desrosiers and Hansen (1999): without it the prices of
/// early iterations swing between extremes. Prices only need to be good, not exact, so plain doubles do; every operation is elementwise, so all machines get the
/// same bits.
/// </summary>
internal sealed class PriceMaster
{
    private const double Tolerance = 1e-7;
    private const int PivotsPerRefactoring = 400;

    private readonly int _rows;
    private readonly double[] _right;
    private readonly double[][] _inverse;
    private readonly double[] _amount;
    private readonly double[] _column;
    private readonly int[] _basis;
    private readonly double[] _low;
    private readonly double[] _high;
    private readonly TableSets _sets;
    private readonly List<double> _worth = [];
    private int _pivots;
    private double _work;

    /// <param name="sets">Filled by the caller; the members of a set are rows.</param>
    /// <param name="right">How often each row is served: 1 a participant, the last row is the number of tables.</param>
    public PriceMaster(double[] right, TableSets sets)
    {
        _rows = right.Length;
        _right = right;
        _sets = sets;
        _inverse = new double[_rows][];
        for (var i = 0; i < _rows; i++)
        {
            _inverse[i] = new double[_rows];
            _inverse[i][i] = 1;
        }

        _amount = [.. right];
        _column = new double[_rows];
        _low = new double[_rows];
        _high = new double[_rows];
        Price = new double[_rows];

        // Columns below 0 hold the box: -1 - 2i pushes price i up to its floor, -2 - 2i down to its ceiling.
        _basis = [.. Enumerable.Range(0, _rows).Select(i => -1 - (2 * i))];
    }

    /// <summary>The prices of the rows; the last one is that of a table.</summary>
    public double[] Price { get; }

    /// <summary>The sum of right sides x prices.</summary>
    public double Objective { get; private set; }

    public void SetBox(ReadOnlySpan<double> low, ReadOnlySpan<double> high)
    {
        low.CopyTo(_low);
        high.CopyTo(_high);
        Reprice();
    }

    /// <summary>Takes over the next of the sets, which is worth so much.</summary>
    public void Add(double worth) => _worth.Add(worth);

    /// <summary>Elementary steps since the last call.</summary>
    public double TakeWork()
    {
        var work = _work;
        _work = 0;
        return work;
    }

    /// <summary>Whether some price is held by the box rather than by table sets.</summary>
    public bool IsBoxed()
    {
        for (var i = 0; i < _rows; i++)
        {
            if (_basis[i] < 0 && _amount[i] > 1e-3 && -1 - _basis[i] < 2 * (_rows - 1))
                return true;
        }

        return false;
    }

    /// <returns>False where numbers went astray; the prices are then those of the last good basis.</returns>
    public bool Solve(CancellationToken cancellation)
    {
        for (var pivots = 0; pivots < 50_000; pivots++)
        {
            if ((pivots & 63) == 63 && cancellation.IsCancellationRequested)
                return true;
            var entering = Entering();
            if (entering == int.MinValue)
                return true;
            Transform(entering);
            var leaving = Leaving();
            if (leaving < 0)
                return false;
            Pivot(leaving, entering);
            _work += (0.25 * _rows * _rows) + (4.0 * _worth.Count);
            if (++_pivots >= PivotsPerRefactoring && !Refactor())
                return false;
        }

        return true;
    }

    private int Entering()
    {
        var (best, entering) = (Tolerance, int.MinValue);
        for (var i = 0; i < _rows; i++)
        {
            if (_low[i] - Price[i] > best)
                (best, entering) = (_low[i] - Price[i], -1 - (2 * i));
            if (Price[i] - _high[i] > best)
                (best, entering) = (Price[i] - _high[i], -2 - (2 * i));
        }

        var table = Price[_rows - 1];
        for (var j = 0; j < _worth.Count; j++)
        {
            var gain = _worth[j] - table;
            foreach (var i in _sets[j])
                gain -= Price[i];
            if (gain > best)
                (best, entering) = (gain, j);
        }

        return entering;
    }

    private double Cost(int column) => column >= 0 ? _worth[column] : (column & 1) != 0 ? _low[(-1 - column) / 2] : -_high[(-2 - column) / 2];

    private void Transform(int column)
    {
        if (column < 0)
        {
            var (row, sign) = (column & 1) != 0 ? ((-1 - column) / 2, 1.0) : ((-2 - column) / 2, -1.0);
            for (var i = 0; i < _rows; i++)
                _column[i] = sign * _inverse[i][row];
            return;
        }

        var members = _sets[column];
        for (var i = 0; i < _rows; i++)
        {
            var inverse = _inverse[i];
            var sum = inverse[_rows - 1];
            foreach (var row in members)
                sum += inverse[row];
            _column[i] = sum;
        }
    }

    private int Leaving()
    {
        var (leaving, step) = (-1, double.PositiveInfinity);
        for (var i = 0; i < _rows; i++)
        {
            if (_column[i] <= 1e-8)
                continue;
            var ratio = Math.Max(0, _amount[i]) / _column[i];
            if (ratio < step - 1e-12 || (ratio < step + 1e-12 && _column[i] > _column[leaving]))
                (leaving, step) = (i, ratio);
        }

        return leaving;
    }

    private void Pivot(int leaving, int entering)
    {
        var pivot = _inverse[leaving];
        var by = 1 / _column[leaving];
        Scale(pivot, by);
        _amount[leaving] = Math.Max(0, _amount[leaving]) * by;
        for (var i = 0; i < _rows; i++)
        {
            if (i == leaving || Math.Abs(_column[i]) < 1e-13)
                continue;
            Subtract(_inverse[i], pivot, _column[i]);
            _amount[i] -= _column[i] * _amount[leaving];
        }

        _basis[leaving] = entering;
        Reprice(leaving, entering);
    }

    // Prices change along the row of the pivot alone.
    private void Reprice(int leaving, int entering)
    {
        var gain = Cost(entering);
        if (entering >= 0)
        {
            gain -= Price[_rows - 1];
            foreach (var i in _sets[entering])
                gain -= Price[i];
        }
        else
        {
            gain -= (entering & 1) != 0 ? Price[(-1 - entering) / 2] : -Price[(-2 - entering) / 2];
        }

        Subtract(Price, _inverse[leaving], -gain);
        Objective += gain * _amount[leaving];
    }

    private void Reprice()
    {
        Array.Clear(Price);
        Objective = 0;
        for (var i = 0; i < _rows; i++)
        {
            var cost = Cost(_basis[i]);
            Objective += cost * _amount[i];
            Subtract(Price, _inverse[i], -cost);
        }
    }

    // The inverse from scratch (Gauss and Jordan with the largest pivot of the column), so that rounding does not add up.
    private bool Refactor()
    {
        _pivots = 0;
        var matrix = new double[_rows][];
        for (var i = 0; i < _rows; i++)
        {
            matrix[i] = new double[_rows];
            Array.Clear(_inverse[i]);
            _inverse[i][i] = 1;
        }

        for (var j = 0; j < _rows; j++)
        {
            var column = _basis[j];
            if (column >= 0)
            {
                foreach (var row in _sets[column])
                    matrix[row][j] = 1;
                matrix[_rows - 1][j] = 1;
            }
            else
            {
                var (row, sign) = (column & 1) != 0 ? ((-1 - column) / 2, 1.0) : ((-2 - column) / 2, -1.0);
                matrix[row][j] = sign;
            }
        }

        for (var j = 0; j < _rows; j++)
        {
            var best = j;
            for (var i = j + 1; i < _rows; i++)
            {
                if (Math.Abs(matrix[i][j]) > Math.Abs(matrix[best][j]))
                    best = i;
            }

            if (Math.Abs(matrix[best][j]) < 1e-9)
                return false;
            (matrix[j], matrix[best]) = (matrix[best], matrix[j]);
            (_inverse[j], _inverse[best]) = (_inverse[best], _inverse[j]);
            var by = 1 / matrix[j][j];
            Scale(matrix[j], by);
            Scale(_inverse[j], by);
            for (var i = 0; i < _rows; i++)
            {
                var factor = matrix[i][j];
                if (i == j || factor == 0)
                    continue;
                Subtract(matrix[i], matrix[j], factor);
                Subtract(_inverse[i], _inverse[j], factor);
            }
        }

        for (var i = 0; i < _rows; i++)
        {
            _amount[i] = 0;
            for (var j = 0; j < _rows; j++)
                _amount[i] += _inverse[i][j] * _right[j];
        }

        Reprice();
        return true;
    }

    private static void Scale(double[] row, double by)
    {
        for (var i = 0; i < row.Length; i++)
            row[i] *= by;
    }

    // Multiply, then subtract, each rounded on its own: no width of vector and no fused instruction changes the bits.
    private static void Subtract(double[] from, double[] row, double factor)
    {
        var by = new Vector<double>(factor);
        var i = 0;
        for (; i <= from.Length - Vector<double>.Count; i += Vector<double>.Count)
            (new Vector<double>(from, i) - (new Vector<double>(row, i) * by)).CopyTo(from, i);
        for (; i < from.Length; i++)
            from[i] -= row[i] * factor;
    }
}
