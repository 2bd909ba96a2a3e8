using System.Runtime.CompilerServices;

namespace Matchmaking.Ranking.LambdaMart;

/// <summary>
/// First and second derivative of one row, and the count of one row, in one 64-bit number, so that adding the numbers of up to
/// <see cref="MostRows"/> rows adds all three: from the top 26 bits of gradient with its sign, 26 of hessian, 12 of count. Half
/// the size of a cell with full sums, and one addition to memory instead of a load, an addition and a store.
/// </summary>
internal static class PackedGradient
{
    /// <summary>So many rows may be added up before the fields would run into each other.</summary>
    public const int MostRows = (1 << CountBits) - 1;

    /// <summary>A row's gradient is below 2^13 steps either way.</summary>
    public const int GradientBits = SumBits - 1 - CountBits;

    /// <summary>A row's hessian is below 2^14 steps.</summary>
    public const int HessianBits = SumBits - CountBits;

    private const int CountBits = 12;
    private const int SumBits = 26;
    private const int GradientShift = SumBits + CountBits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Of(int gradient, int hessian) => ((long)gradient << GradientShift) + ((long)hessian << CountBits) + 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Gradient(long sum) => sum >> GradientShift;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Hessian(long sum) => (sum >> CountBits) & ((1L << SumBits) - 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Count(long sum) => sum & MostRows;
}
