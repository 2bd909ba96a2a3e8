using Matchmaking.Core.Common;

namespace Matchmaking.Core.Risk.Tickets;

/// <summary>
/// How much the live positions may lose before the allowance is breached, as a function of one more ticket x:
/// T(x) = floor(allowance * (invested + x)) - realised, here in half fen and without rounding in between. Integers only.
/// </summary>
/// <param name="investedFen">Cost of all positions.</param>
/// <param name="realisedFen">Loss of the closed ones; negative where gains offset.</param>
/// <param name="allowance">Of all that was invested.</param>
internal readonly struct LossThreshold(long investedFen, long realisedFen, Ratio allowance)
{
    private const long Whole = 10_000;

    private readonly int _basisPoints = allowance.BasisPoints;

    /// <summary>T(x) in half fen: a loss of the live positions that is larger is a breach.</summary>
    public long HalfFen(long ticketFen)
    {
        // In two parts, since allowance x invested does not fit into 64 bits: floor(a (q W + r) / W) = a q + floor(a r / W).
        var (quotient, rest) = Math.DivRem(2 * (investedFen + ticketFen), Whole);
        return _basisPoints * quotient + _basisPoints * rest / Whole - 2 * realisedFen;
    }

    /// <summary>
    /// Where T(x) - multiple * x, which is monotone in x, last is on the other side of a value below a ticket: the largest x at which it is at least the
    /// value where it falls with x, or below the value where it rises. Null where it neither falls nor rises.
    /// </summary>
    /// <param name="multiple">2: all of the candidate is lost; 1: half; 0: nothing.</param>
    /// <param name="halfFen">The value.</param>
    public long? LastAcross(int multiple, Int128 halfFen)
    {
        // floor(a 2 (I + x) / W) - 2 r - m x >= v  <=>  x (m W - 2 a) <= 2 a I - W (v + 2 r), both sides being integers.
        var slope = 2 * _basisPoints - multiple * Whole;
        var right = 2 * (Int128)_basisPoints * investedFen - Whole * (halfFen + 2 * (Int128)realisedFen);
        if (slope == 0)
            return null;
        var x = slope < 0 ? FloorDiv(right, -slope) : -FloorDiv(right, slope) - 1;
        return x < -1 ? -1 : x > long.MaxValue ? long.MaxValue : (long)x;
    }

    /// <summary>Whether T(x) - multiple * x falls as x grows.</summary>
    public bool Falls(int multiple) => 2 * _basisPoints < multiple * Whole;

    private static Int128 FloorDiv(Int128 a, Int128 b)
    {
        var quotient = a / b;
        return a % b < 0 ? quotient - 1 : quotient;
    }
}
