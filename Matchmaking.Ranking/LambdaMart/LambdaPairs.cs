using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Matchmaking.Core.Numerics;

namespace Matchmaking.Ranking.LambdaMart;

/// <summary>
/// Derivatives of a ranking loss over the rows of one group in the order of their ranks. A pair of rows with different labels
/// is a logistic loss of their difference (C. Burges, "From RankNet to LambdaRank to LambdaMART", MSR-TR-2010-82), weighted by
/// <see cref="PairWeights"/> and divided by 0.01 + |difference| as LightGBM does, which keeps pairs that lie far apart from
/// dominating. Eight pairs at a time; no lane meets another before the written-out sum, and there is no fused multiply-add: the bits do
/// not depend on the processor.
/// </summary>
internal static class LambdaPairs
{
    /// <summary>Pairs in a vector.</summary>
    public const int Lanes = 8;

    /// <summary>The score of places after the last row: so low that no pair with one has a force.</summary>
    public const float Nowhere = -1e30f;

    /// <summary>Beyond this difference a pair is decided; e^x stays finite with room for the factor beside it.</summary>
    private const float MostDifference = 60;

    /// <summary>The smallest room that holds so many rows in whole vectors.</summary>
    public static int RoomFor(int rows) => (rows + Lanes - 1) / Lanes * Lanes;

    /// <summary>Fills derivatives.</summary>
    /// <param name="count">Rows of the group. All spans have room for whole vectors.</param>
    /// <param name="scores">Falling; <see cref="Nowhere"/> after the last row.</param>
    /// <param name="gains">2^label - 1; 0 after the last row.</param>
    /// <param name="weights">Of pairs, by their ranks.</param>
    /// <param name="winners">What pairs count by the row with the higher label.</param>
    /// <param name="gradients">Set for each row; a negative one says that the score should rise.</param>
    /// <param name="hessians">Set for each row, at least 0.</param>
    /// <returns>The sum of all pairs' forces, each counted for both of its rows.</returns>
    public static double Fill(
        int count,
        ReadOnlySpan<float> scores,
        ReadOnlySpan<float> gains,
        PairWeights weights,
        WinnerWeights winners,
        Span<float> gradients,
        Span<float> hessians)
    {
        var room = RoomFor(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(Math.Min(scores.Length, gains.Length), room);
        ArgumentOutOfRangeException.ThrowIfLessThan(Math.Min(gradients.Length, hessians.Length), room);
        gradients[..room].Clear();
        hessians[..room].Clear();
        // Where all scores are equal, as before the first tree, no difference is divided by.
        var distance = scores[0] == scores[count - 1] ? new Distance(Vector256<float>.One, Vector256<float>.Zero) : new Distance(Vector256.Create(0.01f), Vector256.Create(int.MaxValue).AsSingle());
        var total = Vector256<float>.Zero;
        for (var i = 0; i < Math.Min(weights.Truncation, count - 1); i++)
        {
            var ofPairs = winners.Apply(i, gains, weights.Of(i, room));
            total += AgainstLower(
                i, room, ref MemoryMarshal.GetReference(scores), ref MemoryMarshal.GetReference(gains), ref MemoryMarshal.GetReference(ofPairs),
                ref MemoryMarshal.GetReference(gradients), ref MemoryMarshal.GetReference(hessians), distance);
        }

        return 2.0 * Sum(total);
    }

    /// <summary>One row against all that rank below it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static Vector256<float> AgainstLower(
        int i, int room, ref float scores, ref float gains, ref float weights, ref float gradients, ref float hessians, Distance distance)
    {
        var (score, gain) = (Vector256.Create(Unsafe.Add(ref scores, i)), Vector256.Create(Unsafe.Add(ref gains, i)));
        var (gradient, hessian, total) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        // The vector that the next row stands in: weights of rows up to this one are 0.
        for (var j = (nuint)(i + 1) / Lanes * Lanes; j < (nuint)room; j += Lanes)
        {
            var gap = gain - Vector256.LoadUnsafe(ref gains, j);
            var sign = gap & Vector256.Create(-0f);
            // Of the row with the higher label above the other.
            var lead = (score - Vector256.LoadUnsafe(ref scores, j)) ^ sign;
            var weight = (gap ^ sign) * Vector256.LoadUnsafe(ref weights, j);
            var size = distance.Least + (lead & distance.Bits);
            var held = Vector256.MinNative(Vector256.MaxNative(lead, Vector256.Create(-MostDifference)), Vector256.Create(MostDifference));
            // One division for two: by the difference, and for the probability 1 / (1 + e^lead) of the wrong order.
            var share = Vector256<float>.One / (size * (Vector256<float>.One + PortableVectorMath.Exp(held)));
            var force = weight * share;
            var bend = force * (Vector256<float>.One - share * size);
            total += force;
            force ^= sign;
            gradient -= force;
            hessian += bend;
            (Vector256.LoadUnsafe(ref gradients, j) + force).StoreUnsafe(ref gradients, j);
            (Vector256.LoadUnsafe(ref hessians, j) + bend).StoreUnsafe(ref hessians, j);
        }

        Unsafe.Add(ref gradients, i) += Sum(gradient);
        Unsafe.Add(ref hessians, i) += Sum(hessian);
        return total;
    }

    /// <summary>Lanes are added as a tree that is written out: ((0+4)+(2+6)) + ((1+5)+(3+7)).</summary>
    private static float Sum(Vector256<float> lanes)
    {
        var four = lanes.GetLower() + lanes.GetUpper();
        return four.GetElement(0) + four.GetElement(2) + (four.GetElement(1) + four.GetElement(3));
    }

    /// <summary>Least + |lead|, where the bits take the sign away, or everything.</summary>
    private readonly record struct Distance(Vector256<float> Least, Vector256<float> Bits);
}
