using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Matchmaking.Core.Numerics;

/// <summary>
/// exp of eight single-precision numbers from + - * and roundings alone: every lane has the same bits on every machine, with vector instructions or without.
/// </summary>
public static class PortableVectorMath
{
    private const float InverseLn2 = 1.4426950408889634f;

    // ln 2 in two parts: the first has 15 trailing zero bits, so its product with an exponent is exact.
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.1219444e-4f;
    private const int MantissaBits = 23;
    private const int Bias = 127;

    /// <summary>e^x for |x| up to 87, within two units in the last place: the Taylor series to x^6 on |r| &lt;= ln 2 / 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> x)
    {
        var k = Vector256.Round(x * Vector256.Create(InverseLn2));
        var r = x - k * Vector256.Create(Ln2High) - k * Vector256.Create(Ln2Low);
        var tail = Vector256.Create(1f / 720);
        tail = tail * r + Vector256.Create(1f / 120);
        tail = tail * r + Vector256.Create(1f / 24);
        tail = tail * r + Vector256.Create(1f / 6);
        tail = tail * r + Vector256.Create(1f / 2);
        var power = (Vector256.ConvertToInt32Native(k) + Vector256.Create(Bias)) << MantissaBits;
        return (tail * r * r + r + Vector256<float>.One) * power.AsSingle();
    }
}
