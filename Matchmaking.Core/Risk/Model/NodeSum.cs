using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Matchmaking.Core.Risk.Model;

/// <summary>Sums over nodes with weights: four partial sums, added in one order on every machine.</summary>
internal static class NodeSum
{
    /// <summary>The sums of both parts of complex values times real weights, all padded with zeros to the same whole number of vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (double Re, double Im) Of(ReadOnlySpan<double> re, ReadOnlySpan<double> im, ReadOnlySpan<double> weights)
    {
        if (re.Length != weights.Length || im.Length != weights.Length || weights.Length % Vector256<double>.Count != 0)
            throw new ArgumentException($"{re.Length} and {im.Length} values for {weights.Length} weights.", nameof(weights));
        ref var a = ref MemoryMarshal.GetReference(re);
        ref var b = ref MemoryMarshal.GetReference(im);
        ref var w = ref MemoryMarshal.GetReference(weights);
        var (sumRe, sumIm) = (Vector256<double>.Zero, Vector256<double>.Zero);
        for (nuint i = 0; i < (nuint)weights.Length; i += (nuint)Vector256<double>.Count)
        {
            var weight = Vector256.LoadUnsafe(ref w, i);
            sumRe += Vector256.LoadUnsafe(ref a, i) * weight;
            sumIm += Vector256.LoadUnsafe(ref b, i) * weight;
        }

        return (Lanes(sumRe), Lanes(sumIm));
    }

    /// <summary>Sum of products.</summary>
    /// <param name="a">A whole number of vectors.</param>
    /// <param name="b">At least as long.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        if (b.Length < a.Length || a.Length % Vector256<double>.Count != 0)
            throw new ArgumentException($"{a.Length} and {b.Length} values.", nameof(b));
        ref var first = ref MemoryMarshal.GetReference(a);
        ref var second = ref MemoryMarshal.GetReference(b);
        var sum = Vector256<double>.Zero;
        for (nuint i = 0; i < (nuint)a.Length; i += (nuint)Vector256<double>.Count)
            sum += Vector256.LoadUnsafe(ref first, i) * Vector256.LoadUnsafe(ref second, i);
        return Lanes(sum);
    }

    private static double Lanes(Vector256<double> sum) => sum[0] + sum[1] + (sum[2] + sum[3]);
}
