using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Matchmaking.Ranking.Trainers;

namespace Matchmaking.Ranking.LambdaMart;

/// <summary>
/// Finds the division of a leaf with the largest gain G_L^2/(H_L + L2) + G_R^2/(H_R + L2) - G^2/(H + L2) (T. Chen and C. Guestrin, "XGBoost",
/// KDD 2016, equation 7, and algorithm 3 for missing values). Of equal ones the first feature, then the lowest threshold, then missing values on the right.
/// </summary>
/// <param name="rows">Where cells lie and which bins there are.</param>
/// <param name="options">Smallest leaves, constraints.</param>
/// <param name="hessianSteps">Steps of the scale a unit of hessian.</param>
internal sealed class SplitSearch(BinnedRows rows, BoostingOptions options, double hessianSteps)
{
    private readonly double _l2 = options.L2 * hessianSteps;
    private readonly long _minHessian = (long)Math.Max(1, Math.Ceiling(options.MinHessianInLeaf * hessianSteps));
    private readonly int _minRows = options.MinRowsInLeaf;

    public double L2 => _l2;

    public bool CanSplit(LeafSums leaf) => leaf.Rows >= 2 * _minRows && leaf.Hessian >= 2 * _minHessian;

    /// <summary>+1, -1 or 0; a division after the last bin sets only missing values apart, and constraints say nothing of these.</summary>
    public int Constraint(int feature, int bin) => options.Monotone.Count == 0 || bin == rows.Bounds(feature).Count ? 0 : options.Monotone[feature];

    /// <summary>Null where no division gains anything.</summary>
    public Split? Best(ReadOnlySpan<Vector128<long>> cells, LeafSums leaf, AnswerRange range)
    {
        if (!CanSplit(leaf))
            return null;
        var whole = leaf.Gain(range.Hold(leaf.Answer(_l2)), _l2);
        Split? best = null;
        for (var feature = 0; feature < rows.Features; feature++)
        {
            var ofFeature = cells.Slice(rows.CellStarts[feature], rows.Bounds(feature).Count + 1);
            var least = best?.Gain + whole ?? whole;
            var found = range.IsAll && (options.Monotone.Count == 0 || options.Monotone[feature] == 0) ? Free(ofFeature, leaf, least) : Constrained(ofFeature, leaf, least, feature, range);
            if (found is { } split)
                best = split with { Feature = feature, Gain = split.Gain - whole };
        }

        return best;
    }

    private Split? Free(ReadOnlySpan<Vector128<long>> cells, LeafSums leaf, double least)
    {
        var missing = cells[0];
        var hasMissing = HistogramCell.Count(missing) > 0;
        var (bin, missingRight) = (0, false);
        var left = Vector128<long>.Zero;
        var bestLeft = left;
        for (var b = 1; b < cells.Length; b++)
        {
            left += cells[b];
            // With missing values on the right; without any, this is the only division here.
            if (leaf.Rows - HistogramCell.Count(left) < _minRows)
                break;
            if (Gain(left, leaf) is var right && right > least)
                (least, bin, missingRight, bestLeft) = (right, b, true, left);
            if (!hasMissing)
                continue;
            var both = left + missing;
            if (Gain(both, leaf) is var withMissing && withMissing > least)
                (least, bin, missingRight, bestLeft) = (withMissing, b, false, both);
        }

        return bin == 0 ? null : Found(least, bin, missingRight, hasMissing, LeafSums.Of(bestLeft), leaf);
    }

    /// <summary>The gain of the two sides together; NaN, which is above nothing, where a side is too small.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double Gain(Vector128<long> left, LeafSums leaf)
    {
        var (gradient, hessian, count) = (HistogramCell.Gradient(left), HistogramCell.Hessian(left), HistogramCell.Count(left));
        if (count < _minRows || leaf.Rows - count < _minRows || hessian < _minHessian || leaf.Hessian - hessian < _minHessian)
            return double.NaN;
        double g = gradient, other = leaf.Gradient - gradient;
        double h = hessian + _l2, otherH = leaf.Hessian - hessian + _l2;
        return (g * g * otherH + other * other * h) / (h * otherH);
    }

    private Split? Constrained(ReadOnlySpan<Vector128<long>> cells, LeafSums leaf, double least, int feature, AnswerRange range)
    {
        var missing = cells[0];
        var hasMissing = HistogramCell.Count(missing) > 0;
        Split? best = null;
        var left = Vector128<long>.Zero;
        for (var b = 1; b < cells.Length; b++)
        {
            left += cells[b];
            Try(left, b, missingRight: true);
            if (hasMissing)
                Try(left + missing, b, missingRight: false);
        }

        return best;

        void Try(Vector128<long> side, int bin, bool missingRight)
        {
            var sums = LeafSums.Of(side);
            var rest = leaf - sums;
            if (sums.Rows < _minRows || rest.Rows < _minRows || sums.Hessian < _minHessian || rest.Hessian < _minHessian)
                return;
            var (answer, other) = (range.Hold(sums.Answer(_l2)), range.Hold(rest.Answer(_l2)));
            if (Constraint(feature, bin) * (other - answer) < 0)
                return;
            var gain = sums.Gain(answer, _l2) + rest.Gain(other, _l2);
            if (gain > (best?.Gain ?? least))
                best = Found(gain, bin, missingRight, hasMissing, sums, leaf);
        }
    }

    /// <summary>Where the leaf has no missing value, one that comes later goes with the larger side.</summary>
    private static Split Found(double gain, int bin, bool missingRight, bool hasMissing, LeafSums left, LeafSums leaf) =>
        new(gain, 0, bin, hasMissing ? missingRight : leaf.Rows - left.Rows > left.Rows, left);
}
