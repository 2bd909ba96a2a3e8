using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Matchmaking.Ranking.Features;

namespace Matchmaking.Ranking.Index;

/// <summary>
/// Bounds of likeness for all candidates between bounds, in single precision: the factors of sectors, stage and districts are at hand, and those of amounts are kept on a grid of
/// logarithms, so that a bound costs a few products a round. Tickets are rounded to the grid outwards. All summands are positive, so that a sum of n of them is off by a share of
/// at most about n 2^-24 (N. Higham, "Accuracy and Stability of Numerical Algorithms", section 4.2); bounds are widened by twice as much.
/// </summary>
/// <param name="table">Of the fund.</param>
internal sealed class LikenessBounds(LikenessTable table)
{
    /// <summary>Points of the grid a unit of ln.</summary>
    private const int Points = 32;

    /// <summary>ln of the largest ticket is less than 44.</summary>
    private const int PointsMost = 44 * Points;

    /// <summary>Roundings of a summand at most: of its factors and of their products.</summary>
    private const int Roundings = 8;

    /// <summary>What rounds that are next to forgotten can lose below the smallest single, all together.</summary>
    private const double Tiny = 1e-30;

    private readonly float[] _logAmounts = Array.ConvertAll(table.LogAmounts, a => (float)a);
    private readonly float[] _recency = Array.ConvertAll(table.Recency, r => (float)r);
    private readonly double _slack = 2 * (table.Padded / Vector256<float>.Count + Vector256<float>.Count + Roundings) / (double)(1 << 24);

    // Two threads may both make one: they make the same.
    private readonly float[]?[] _agreements = new float[]?[PointsMost + 2];

    /// <summary>The factors of sectors times those of a stage.</summary>
    public void Multiply(FundTables.Entry sectors, FundTables.Entry stage, Span<float> product)
    {
        for (var p = 0; p < table.Padded; p++)
            product[p] = (float)(sectors.Factors[p] * stage.Factors[p]);
    }

    /// <param name="family">Factors of sectors times those of the stage.</param>
    /// <param name="lower">Not above any district's factors.</param>
    /// <param name="upper">Not below any.</param>
    /// <param name="logLow">ln of the smallest ticket.</param>
    /// <param name="logHigh">ln of the largest.</param>
    public (Interval Round, Interval Nearest, Interval Recent) Of(ReadOnlySpan<float> family, ReadOnlySpan<float> lower, ReadOnlySpan<float> upper, double logLow, double logHigh)
    {
        // Points of the grid are singles exactly, so that an amount between them stays between them when it is rounded.
        var (first, last) = (Math.Max(0, (int)(logLow * Points)), (int)(logHigh * Points) + 1);
        var (padded, own) = (table.Padded, table.OwnStart);
        ref var factor = ref MemoryMarshal.GetReference(family[..padded]);
        ref var least = ref MemoryMarshal.GetReference(lower[..padded]);
        ref var most = ref MemoryMarshal.GetReference(upper[..padded]);
        ref var atFirst = ref MemoryMarshal.GetArrayDataReference(At(first));
        ref var atLast = ref MemoryMarshal.GetArrayDataReference(At(last));
        ref var amount = ref MemoryMarshal.GetArrayDataReference(_logAmounts);
        ref var recency = ref MemoryMarshal.GetArrayDataReference(_recency);
        var (low, high) = (Vector256.Create((float)first / Points), Vector256.Create((float)last / Points));
        var (usualLow, usualHigh) = (Vector256<float>.Zero, Vector256<float>.Zero);
        var (sumLow, sumHigh, largestLow, largestHigh) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        var (recentLow, recentHigh) = (Vector256<float>.Zero, Vector256<float>.Zero);
        for (nuint p = 0; p < (nuint)padded; p += (nuint)Vector256<float>.Count)
        {
            // The farther a ticket is from a round's amount the less alike the two are: least at one of the ends, most at one of them or where the ticket is the amount.
            var (a, b, its) = (Vector256.LoadUnsafe(ref atFirst, p), Vector256.LoadUnsafe(ref atLast, p), Vector256.LoadUnsafe(ref amount, p));
            var within = Vector256.GreaterThanOrEqual(its, low) & Vector256.LessThanOrEqual(its, high);
            var both = Vector256.LoadUnsafe(ref factor, p);
            var likeLow = both * Vector256.LoadUnsafe(ref least, p) * Vector256.Min(a, b);
            var likeHigh = both * Vector256.LoadUnsafe(ref most, p) * Vector256.ConditionalSelect(within, Vector256<float>.One, Vector256.Max(a, b));
            if (p < (nuint)own)
            {
                (usualLow, usualHigh) = (usualLow + likeLow, usualHigh + likeHigh);
                continue;
            }

            (sumLow, sumHigh) = (sumLow + likeLow, sumHigh + likeHigh);
            (largestLow, largestHigh) = (Vector256.Max(largestLow, likeLow), Vector256.Max(largestHigh, likeHigh));
            var weight = Vector256.LoadUnsafe(ref recency, p - (nuint)own);
            (recentLow, recentHigh) = (recentLow + likeLow * weight, recentHigh + likeHigh * weight);
        }

        return Features(
            Wide(Vector256.Sum(usualLow), Vector256.Sum(usualHigh)),
            (Vector256.Sum(sumLow), Vector256.Sum(sumHigh)),
            Wide(Largest(largestLow), Largest(largestHigh)),
            Wide(Vector256.Sum(recentLow), Vector256.Sum(recentHigh)));
    }

    private (Interval Round, Interval Nearest, Interval Recent) Features(
        (double Lower, double Upper) usual, (float Lower, float Upper) sums, (double Lower, double Upper) largest, (double Lower, double Upper) recent)
    {
        var sum = Wide(sums.Lower, sums.Upper);
        var (usualOfLower, usualOfUpper) = (usual.Upper, usual.Lower);
        if (table.SampleHoldsOwn)
        {
            // Where what is usual counts the fund's own rounds too, a fund cannot be near to them without their being usual: of the bounds of the sum the same rounds are in both.
            var leastRest = Math.Max(0, usual.Lower - sums.Lower * (1 + _slack));
            var mostRest = usual.Upper - sums.Upper * (1 - _slack);
            (usualOfLower, usualOfUpper) = (mostRest + sum.Lower, leastRest + sum.Upper);
        }

        var own = table.Own;
        return (
            Interval.Around(RoundLikeness.Of(sum.Lower, table.Usual(usualOfLower), own), RoundLikeness.Of(sum.Upper, table.Usual(usualOfUpper), own)),
            Interval.Around(NearestRound.Of(largest.Lower), NearestRound.Of(largest.Upper)),
            Interval.Around(RecentRoundLikeness.Of(recent.Lower, table.Usual(usual.Upper)), RecentRoundLikeness.Of(recent.Upper, table.Usual(usual.Lower))));
    }

    private (double Lower, double Upper) Wide(float lower, float upper) => (lower * (1 - _slack), upper * (1 + _slack) + Tiny);

    /// <summary>The agreement of the rounds' amounts with a point of the grid.</summary>
    private float[] At(int point)
    {
        if (_agreements[point] is { } known)
            return known;
        var exact = new double[table.Padded];
        table.Amounts((double)point / Points, exact);
        return _agreements[point] = Array.ConvertAll(exact, a => (float)a);
    }

    private static float Largest(Vector256<float> values)
    {
        var largest = 0f;
        for (var lane = 0; lane < Vector256<float>.Count; lane++)
            largest = Math.Max(largest, values[lane]);
        return largest;
    }
}
