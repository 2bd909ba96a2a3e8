namespace Matchmaking.Core.Numerics;

/// <summary>
/// exp and log from + - * / alone, so that every machine gives the same bits (the C library's differ with the processor's
/// fused multiply-add). Both stay within about one unit in the last place of the true value.
/// </summary>
public static class PortableMath
{
    public const double Ln2 = 0.6931471805599453;

    // ln 2 in two parts: the first has 21 trailing zero bits, so its product with an exponent is exact.
    private static readonly double _ln2High = BitConverter.UInt64BitsToDouble(0x3FE62E42FEE00000);
    private static readonly double _ln2Low = BitConverter.UInt64BitsToDouble(0x3DEA39EF35793C76);

    private static readonly double _smallestNormal = BitConverter.UInt64BitsToDouble(1UL << MantissaBits);

    private const double InverseLn2 = 1.4426950408889634;
    private const double Overflow = 709.782712893384;
    private const double Underflow = -745.1332191019412;
    private const double HalfSqrt2 = 0.7071067811865476;
    private const int MantissaBits = 52;
    private const int Bias = 1023;

    /// <summary>1/n! for n = 13 down to 2: the Taylor series is below 2^-57 of the result on |r| &lt;= ln 2 / 2.</summary>
    private static readonly double[] _expSeries =
    [
        1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320,
        1.0 / 5040, 1.0 / 720, 1.0 / 120, 1.0 / 24, 1.0 / 6, 1.0 / 2,
    ];

    /// <summary>2/(2n+1) for n = 12 down to 1: the series of 2 artanh(s) beyond 2s, on s^2 &lt;= 0.0295.</summary>
    private static readonly double[] _logSeries =
    [
        2.0 / 25, 2.0 / 23, 2.0 / 21, 2.0 / 19, 2.0 / 17, 2.0 / 15, 2.0 / 13, 2.0 / 11, 2.0 / 9, 2.0 / 7, 2.0 / 5, 2.0 / 3,
    ];

    /// <summary>e^x: 0 below -745.13, infinity above 709.78, NaN for NaN.</summary>
    public static double Exp(double x)
    {
        if (double.IsNaN(x))
            return x;
        if (x > Overflow)
            return double.PositiveInfinity;
        if (x < Underflow)
            return 0;
        var k = (int)Math.Round(x * InverseLn2, MidpointRounding.ToEven);
        var high = x - k * _ln2High;
        var low = k * _ln2Low;
        var r = high - low;
        var lost = high - r - low;
        var tail = 0.0;
        foreach (var coefficient in _expSeries)
            tail = tail * r + coefficient;
        return Scale(1 + (r + (r * r * tail + lost)), k);
    }

    /// <summary>The natural logarithm: NaN below 0 and for NaN, negative infinity at 0.</summary>
    public static double Log(double x)
    {
        if (double.IsNaN(x) || x < 0)
            return double.NaN;
        if (x == 0)
            return double.NegativeInfinity;
        if (double.IsPositiveInfinity(x))
            return x;
        var exponent = 0;
        if (x < _smallestNormal)
        {
            x *= 18014398509481984.0; // 2^54 lifts subnormal numbers into the normal range.
            exponent = -54;
        }

        var bits = BitConverter.DoubleToUInt64Bits(x);
        exponent += (int)(bits >> MantissaBits) - Bias;
        var mantissa = BitConverter.UInt64BitsToDouble((bits & ((1UL << MantissaBits) - 1)) | ((ulong)Bias << MantissaBits));
        if (mantissa * 0.5 >= HalfSqrt2)
        {
            mantissa *= 0.5;
            exponent++;
        }

        // With f = m - 1 and s = f / (2 + f): log m = 2 artanh(s), and 2s = f - s f keeps the exact f in front.
        var f = mantissa - 1;
        var s = f / (2 + f);
        var square = s * s;
        var series = 0.0;
        foreach (var coefficient in _logSeries)
            series = series * square + coefficient;
        var half = 0.5 * f * f;
        var correction = half - s * (half + square * series);
        return exponent * _ln2High + (f - (correction - exponent * _ln2Low));
    }

    /// <summary>value * 2^k in one or two exact steps (two when the result is subnormal or 2^k itself overflows).</summary>
    private static double Scale(double value, int k) => k switch
    {
        > 1023 => value * PowerOfTwo(1023) * PowerOfTwo(k - 1023),
        < -1022 => value * PowerOfTwo(k + 100) * PowerOfTwo(-100),
        _ => value * PowerOfTwo(k),
    };

    private static double PowerOfTwo(int k) => BitConverter.UInt64BitsToDouble((ulong)(k + Bias) << MantissaBits);
}
