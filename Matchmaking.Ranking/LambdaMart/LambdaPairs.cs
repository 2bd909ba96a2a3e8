using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Matchmaking.Core.Numerics;

namespace Matchmaking.Ranking.LambdaMart;

/// <summary>
/// Derivatives of the LambdaRank loss over the rows of one group (C. Burges, "From RankNet to LambdaRank to LambdaMART",
/// MSR-TR-2010-82, sections 4 and 7). A pair of rows with different labels, one of them among the first ranks, is weighted by the
/// change of NDCG that exchanging them makes, divided by 0.01 + |difference of scores| as LightGBM does, which keeps pairs that
/// lie far apart from dominating. Eight pairs at a time; no lane meets another before the written-out sum, and there is no fused
/// multiply-add: the bits do not depend on the processor.
/// </summary>
/// <remarks>
/// Most rows of a group have its lowest label. They make no pairs with each other, so they stand apart: the other rows are paired
/// with them, where the sign is known, and with each other.
/// </remarks>
internal static class LambdaPairs
{
    /// <summary>Beyond this difference a pair is decided; e^x stays finite with room for the factor beside it.</summary>
    private const float MostDifference = 60;

    /// <summary>Fills the derivatives of both.</summary>
    /// <param name="higher">Rows above the lowest label, by rank.</param>
    /// <param name="lowest">Rows of the lowest label, by rank.</param>
    /// <param name="perIdeal">1 / ideal DCG.</param>
    /// <param name="truncation">Pairs count in which one row is among so many first ranks.</param>
    /// <param name="allEqual">All scores are equal, as before the first tree: no distance is divided by.</param>
    /// <returns>The sum of all pairs' forces, each counted for both of its rows.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static double Fill(RankedRows higher, RankedRows lowest, float perIdeal, int truncation, bool allEqual)
    {
        var distance = allEqual ? new Distance(Vector256<float>.One, Vector256<float>.Zero) : new Distance(Vector256.Create(0.01f), Vector256.Create(int.MaxValue).AsSingle());
        var ranked = lowest.Ranks.AsSpan(0, lowest.Count).BinarySearch(truncation);
        var lowestRanked = ranked < 0 ? ~ranked : ranked;
        var total = Vector256<float>.Zero;
        for (var i = 0; i < higher.Count; i++)
        {
            var isRanked = higher.Ranks[i] < truncation;
            var row = new One(higher, i, perIdeal);
            total += AgainstLowest(ref row, lowest, isRanked ? lowest.Count : lowestRanked, distance);
            if (isRanked)
                total += AgainstHigher(ref row, higher, i, distance);
            higher.Gradients[i] += Sum(row.Gradient);
            higher.Hessians[i] += Sum(row.Hessian);
        }

        return 2.0 * Sum(total);
    }

    /// <summary>The row's label is the higher one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> AgainstLowest(ref One row, RankedRows lowest, int count, Distance distance)
    {
        ref var scores = ref MemoryMarshal.GetArrayDataReference(lowest.Scores);
        ref var discounts = ref MemoryMarshal.GetArrayDataReference(lowest.Discounts);
        ref var gradients = ref MemoryMarshal.GetArrayDataReference(lowest.Gradients);
        ref var hessians = ref MemoryMarshal.GetArrayDataReference(lowest.Hessians);
        var weight = (row.Gain - Vector256.Create(lowest.Gains[0])) * row.PerIdeal;
        var total = Vector256<float>.Zero;
        for (var j = 0; j < count; j += RankedRows.Lanes)
        {
            if (j + RankedRows.Lanes > count)
                weight &= Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count - j)).AsSingle();
            var lead = row.Score - Vector256.LoadUnsafe(ref scores, (nuint)j);
            var change = weight * Vector256.Abs(row.Discount - Vector256.LoadUnsafe(ref discounts, (nuint)j));
            Pull(lead, change, distance, out var force, out var bend);
            total += force;
            row.Gradient -= force;
            row.Hessian += bend;
            (Vector256.LoadUnsafe(ref gradients, (nuint)j) + force).StoreUnsafe(ref gradients, (nuint)j);
            (Vector256.LoadUnsafe(ref hessians, (nuint)j) + bend).StoreUnsafe(ref hessians, (nuint)j);
        }

        return total;
    }

    /// <summary>Either label may be the higher one, or both the same; only rows after this one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> AgainstHigher(ref One row, RankedRows higher, int i, Distance distance)
    {
        ref var scores = ref MemoryMarshal.GetArrayDataReference(higher.Scores);
        ref var gains = ref MemoryMarshal.GetArrayDataReference(higher.Gains);
        ref var discounts = ref MemoryMarshal.GetArrayDataReference(higher.Discounts);
        ref var gradients = ref MemoryMarshal.GetArrayDataReference(higher.Gradients);
        ref var hessians = ref MemoryMarshal.GetArrayDataReference(higher.Hessians);
        var total = Vector256<float>.Zero;
        for (var j = (i + 1) / RankedRows.Lanes * RankedRows.Lanes; j < higher.Count; j += RankedRows.Lanes)
        {
            var places = Vector256<int>.Indices + Vector256.Create(j);
            var counted = Vector256.GreaterThan(places, Vector256.Create(i)) & Vector256.LessThan(places, Vector256.Create(higher.Count));
            var gap = (row.Gain - Vector256.LoadUnsafe(ref gains, (nuint)j)) & counted.AsSingle();
            var sign = gap & Vector256.Create(-0f);
            var lead = (row.Score - Vector256.LoadUnsafe(ref scores, (nuint)j)) ^ sign;
            var change = Vector256.Abs(gap) * row.PerIdeal * Vector256.Abs(row.Discount - Vector256.LoadUnsafe(ref discounts, (nuint)j));
            Pull(lead, change, distance, out var force, out var bend);
            total += force;
            force ^= sign;
            row.Gradient -= force;
            row.Hessian += bend;
            (Vector256.LoadUnsafe(ref gradients, (nuint)j) + force).StoreUnsafe(ref gradients, (nuint)j);
            (Vector256.LoadUnsafe(ref hessians, (nuint)j) + bend).StoreUnsafe(ref hessians, (nuint)j);
        }

        return total;
    }

    /// <param name="lead">Score of the row with the higher label above the other's.</param>
    /// <param name="change">What exchanging them would change NDCG by.</param>
    /// <param name="distance">How to divide by the distance.</param>
    /// <param name="force">First derivative, at least 0: pulls the one up and the other down.</param>
    /// <param name="bend">Second derivative, at least 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pull(Vector256<float> lead, Vector256<float> change, Distance distance, out Vector256<float> force, out Vector256<float> bend)
    {
        var size = distance.Least + (lead & distance.Bits);
        var held = Vector256.MinNative(Vector256.MaxNative(lead, Vector256.Create(-MostDifference)), Vector256.Create(MostDifference));
        // One division for two: by the distance, and for the probability 1 / (1 + e^lead) of the wrong order.
        var share = Vector256<float>.One / (size * (Vector256<float>.One + PortableVectorMath.Exp(held)));
        force = change * share;
        bend = force * (Vector256<float>.One - share * size);
    }

    /// <summary>Lanes are added as a tree that is written out: ((0+4)+(2+6)) + ((1+5)+(3+7)).</summary>
    private static float Sum(Vector256<float> lanes)
    {
        var four = lanes.GetLower() + lanes.GetUpper();
        return four.GetElement(0) + four.GetElement(2) + (four.GetElement(1) + four.GetElement(3));
    }

    /// <summary>Least + |lead|, where the bits take the sign away, or everything.</summary>
    private readonly record struct Distance(Vector256<float> Least, Vector256<float> Bits);

    /// <summary>One row in all lanes, and what its pairs add to it.</summary>
    private ref struct One(RankedRows rows, int at, float perIdeal)
    {
        public readonly Vector256<float> Score = Vector256.Create(rows.Scores[at]);
        public readonly Vector256<float> Gain = Vector256.Create(rows.Gains[at]);
        public readonly Vector256<float> Discount = Vector256.Create(rows.Discounts[at]);
        public readonly Vector256<float> PerIdeal = Vector256.Create(perIdeal);
        public Vector256<float> Gradient = Vector256<float>.Zero;
        public Vector256<float> Hessian = Vector256<float>.Zero;
    }
}
