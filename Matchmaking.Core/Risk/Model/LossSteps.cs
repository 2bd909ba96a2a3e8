using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Matchmaking.Core.Risk.Model;

/// <summary>The five cells that a position's loss can fall into, given the factors: none, and both neighbours of half and of all.</summary>
/// <param name="Half">Where half of it goes.</param>
/// <param name="Total">Where all of it goes.</param>
internal readonly record struct LossSteps(GridPlace Half, GridPlace Total)
{
    public static LossSteps Of(LossGrid grid, LiveExposure exposure) => new(grid.Place(exposure.AtRisk.Fen), grid.Place(2 * exposure.AtRisk.Fen));

    public int LastCell => Total.LastCell;

    public bool IsOnGrid => Half.Above == 0 && Total.Above == 0;

    /// <summary>
    /// Adds the position to a distribution in place: out[x] = sum over its cells of probability * in[x - cell], from the top down, so that what is
    /// read is not yet written.
    /// </summary>
    /// <param name="cells">The distribution; the cells below <paramref name="low"/> and from <paramref name="high"/> on are 0, and there is room for
    /// <see cref="LastCell"/> more at both ends and for a vector.</param>
    /// <param name="low">First cell that is not 0.</param>
    /// <param name="high">After the last one.</param>
    /// <param name="total">Probability of the total loss.</param>
    /// <param name="half">Of the half loss.</param>
    public void Add(Span<double> cells, int low, int high, double total, double half)
    {
        var none = 1 - total - half;
        if (IsOnGrid)
            Add(cells, low, high + LastCell, none, half, total);
        else
            Add(cells, low, high + LastCell, none, half * (1 - Half.Above), half * Half.Above, total * (1 - Total.Above), total * Total.Above);
    }

    /// <summary>
    /// The adjoint of <see cref="Add(Span{double}, int, int, double, double)"/>: out[x] = sum over its cells of probability * in[x + cell], from the bottom up.
    /// </summary>
    public void Withdraw(Span<double> weights, int length, double total, double half)
    {
        var none = 1 - total - half;
        ref var first = ref MemoryMarshal.GetReference(weights);
        Guard(weights.Length >= length + LastCell + Vector256<double>.Count);
        for (nuint x = 0; x < (nuint)length; x += (nuint)Vector256<double>.Count)
        {
            var sum = Vector256.LoadUnsafe(ref first, x) * none
                + Vector256.LoadUnsafe(ref first, x + (nuint)Half.Cell) * (half * (1 - Half.Above))
                + Vector256.LoadUnsafe(ref first, x + (nuint)Half.LastCell) * (half * Half.Above)
                + Vector256.LoadUnsafe(ref first, x + (nuint)Total.Cell) * (total * (1 - Total.Above))
                + Vector256.LoadUnsafe(ref first, x + (nuint)Total.LastCell) * (total * Total.Above);
            sum.StoreUnsafe(ref first, x);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(Span<double> cells, int low, int high, double none, double half, double total)
    {
        ref var first = ref Start(cells, low, high);
        for (var x = Top(low, high); x >= low; x -= Vector256<double>.Count)
        {
            var sum = Vector256.LoadUnsafe(ref first, (nuint)x) * none
                + Vector256.LoadUnsafe(ref first, (nuint)(x - Half.Cell)) * half
                + Vector256.LoadUnsafe(ref first, (nuint)(x - Total.Cell)) * total;
            sum.StoreUnsafe(ref first, (nuint)x);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(Span<double> cells, int low, int high, double none, double half, double halfAbove, double total, double totalAbove)
    {
        ref var first = ref Start(cells, low, high);
        for (var x = Top(low, high); x >= low; x -= Vector256<double>.Count)
        {
            var sum = Vector256.LoadUnsafe(ref first, (nuint)x) * none
                + Vector256.LoadUnsafe(ref first, (nuint)(x - Half.Cell)) * half
                + Vector256.LoadUnsafe(ref first, (nuint)(x - Half.LastCell)) * halfAbove
                + Vector256.LoadUnsafe(ref first, (nuint)(x - Total.Cell)) * total
                + Vector256.LoadUnsafe(ref first, (nuint)(x - Total.LastCell)) * totalAbove;
            sum.StoreUnsafe(ref first, (nuint)x);
        }
    }

    /// <summary>The last block of a loop that ends at low.</summary>
    private static int Top(int low, int high) => low + (high - low - 1) / Vector256<double>.Count * Vector256<double>.Count;

    private ref double Start(Span<double> cells, int low, int high)
    {
        Guard(low >= LastCell && cells.Length >= high + Vector256<double>.Count);
        return ref MemoryMarshal.GetReference(cells);
    }

    private static void Guard(bool fits)
    {
        if (!fits)
            throw new ArgumentException("The distribution has no room for the position.");
    }
}
