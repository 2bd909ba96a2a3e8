namespace Matchmaking.Core.Risk.Model;

/// <summary>Where a loss between two cells of the grid goes.</summary>
internal enum GridRounding
{
    /// <summary>To both neighbours, so that its mean is exact.</summary>
    Split,

    /// <summary>To the lower one: a bound from below for every probability of a large loss.</summary>
    Down,

    /// <summary>To the upper one: a bound from above.</summary>
    Up,
}

/// <summary>
/// Losses as whole cells of one size. In half fen, since half of an odd amount is lost too: the greatest common divisor of all losses where
/// that gives at most <see cref="MostCells"/>, so that every sum is exact; else the total in that many parts.
/// </summary>
public sealed class LossGrid
{
    public const int MostCells = 4_096;

    private readonly GridRounding _rounding;

    internal LossGrid(LossPortfolio portfolio, GridRounding rounding = GridRounding.Split)
    {
        _rounding = rounding;
        var total = 2 * portfolio.AtRisk.Fen;
        // Total losses are even multiples of an amount, half losses odd ones.
        var divisor = portfolio.Exposures.Aggregate(0L, (gcd, e) => GreatestCommonDivisor(gcd, e.AtRisk.Fen));
        IsExact = divisor == 0 || total / divisor <= MostCells;
        Unit = divisor == 0 ? 1 : IsExact ? divisor : (total + MostCells - 1) / MostCells;
        Cells = portfolio.Exposures.Aggregate(1, (cells, e) => cells + Place(2 * e.AtRisk.Fen).LastCell);
    }

    /// <summary>Whether no loss lies between two cells.</summary>
    public bool IsExact { get; }

    /// <summary>The size of a cell in half fen, at least 1.</summary>
    public long Unit { get; }

    /// <summary>Cells from no loss to the loss of all.</summary>
    public int Cells { get; }

    /// <summary>The last cell whose loss is not over a threshold; -1 when even no loss is.</summary>
    /// <param name="halfFen">The threshold, which may be negative.</param>
    internal int LastWithin(long halfFen)
    {
        if (halfFen < 0)
            return -1;
        var cell = halfFen / Unit;
        return cell >= Cells ? Cells - 1 : (int)cell;
    }

    /// <summary>Where a loss goes.</summary>
    internal GridPlace Place(long halfFen)
    {
        var (cell, rest) = Math.DivRem(halfFen, Unit);
        return _rounding switch
        {
            GridRounding.Down => new((int)cell, 0),
            GridRounding.Up => new((int)cell + (rest > 0 ? 1 : 0), 0),
            _ => new((int)cell, (double)rest / Unit),
        };
    }

    private static long GreatestCommonDivisor(long a, long b)
    {
        while (b != 0)
            (a, b) = (b, a % b);
        return a;
    }
}

/// <summary>A loss on the grid.</summary>
/// <param name="Cell">The cell at or below it.</param>
/// <param name="Above">The share that goes to the next cell, from 0 to below 1.</param>
internal readonly record struct GridPlace(int Cell, double Above)
{
    public int LastCell => Above > 0 ? Cell + 1 : Cell;
}
