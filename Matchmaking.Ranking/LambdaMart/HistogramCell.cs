using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Matchmaking.Ranking.LambdaMart;

/// <summary>
/// Sums over any number of rows of one bin: gradients in the lower half of a vector; in the upper one hessians above the lowest
/// 24 bits and the number of rows in these. Whole numbers: no order of adding and no division among threads changes a bit.
/// </summary>
internal static class HistogramCell
{
    private const int CountBits = 24;
    private const long CountMask = (1L << CountBits) - 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<long> Of(long packedSum) => Vector128.Create(
        PackedGradient.Gradient(packedSum), (PackedGradient.Hessian(packedSum) << CountBits) + PackedGradient.Count(packedSum));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Gradient(Vector128<long> cell) => cell.ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Hessian(Vector128<long> cell) => cell.GetElement(1) >> CountBits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Count(Vector128<long> cell) => (int)(cell.GetElement(1) & CountMask);
}
