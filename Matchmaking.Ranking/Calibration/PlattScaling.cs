using Matchmaking.Core.Numerics;
using Matchmaking.Ranking.Trees;

namespace Matchmaking.Ranking.Calibration;

/// <summary>
/// Makes scores comparable: probability = 1 / (1 + exp(-(slope x score + intercept))), fitted to outcomes that the model has not seen (J. Platt, "Probabilistic outputs for support
/// vector machines", 1999, with the targets and the Newton steps of H.-T. Lin, C.-J. Lin and R. Weng, "A note on Platt's probabilistic outputs", Machine Learning 2007, section 3).
/// </summary>
/// <param name="Slope">Above 0: the order stays.</param>
/// <param name="Intercept">Any finite number.</param>
public readonly record struct PlattScaling(double Slope, double Intercept)
{
    /// <summary>Where outcomes do not rise with the score, the score says almost nothing, and still does not turn round.</summary>
    public const double LeastSlope = 0.01;

    private const int Steps = 100;
    private const double Ridge = 1e-12;
    private const double SmallestStep = 1e-10;

    /// <summary>Fits slope and intercept by maximum likelihood.</summary>
    /// <param name="scores">Finite numbers.</param>
    /// <param name="outcomes">As many: whether the candidate was wanted.</param>
    /// <exception cref="ArgumentException">No scores, another number of outcomes, or a score that is not finite.</exception>
    public static PlattScaling Fit(ReadOnlySpan<double> scores, ReadOnlySpan<bool> outcomes)
    {
        if (scores.Length == 0 || scores.Length != outcomes.Length)
            throw new ArgumentException($"{scores.Length} scores and {outcomes.Length} outcomes.", nameof(scores));
        foreach (var score in scores)
        {
            if (!double.IsFinite(score))
                throw new ArgumentException($"{score} is no score.", nameof(scores));
        }

        // Where all or none were wanted the likelihood has no maximum: one more wanted and one more unwanted than there were keep it finite.
        var wanted = outcomes.Count(true);
        var targets = ((wanted + 1.0) / (wanted + 2.0), 1 / (outcomes.Length - wanted + 2.0));
        var start = new PlattScaling(0, PortableMath.Log((wanted + 1.0) / (outcomes.Length - wanted + 1.0)));
        var fitted = Climb(start, scores, outcomes, targets, slopeIsFree: true);
        return fitted.Slope >= LeastSlope
            ? fitted
            : Climb(start with { Slope = LeastSlope }, scores, outcomes, targets, slopeIsFree: false);
    }

    /// <summary>The same trees with the scaling in their leaves and baseline: their raw scores are log-odds.</summary>
    public TreeEnsemble Fold(TreeEnsemble ensemble)
    {
        var (slope, intercept) = (Slope, Intercept);
        long Scaled(long leaf) => FixedScore.Of(slope * FixedScore.ToDouble(leaf));
        return new(
            ensemble.Features,
            FixedScore.Of(slope * FixedScore.ToDouble(ensemble.Baseline) + intercept),
            [.. ensemble.Trees.Select(t => new RegressionTree(t.Nodes.ToArray(), Array.ConvertAll(t.Leaves.ToArray(), Scaled), t.LeafRows.ToArray()))]);
    }

    private static PlattScaling Climb(
        PlattScaling at, ReadOnlySpan<double> scores, ReadOnlySpan<bool> outcomes, (double Wanted, double Unwanted) targets, bool slopeIsFree)
    {
        var loss = at.Loss(scores, outcomes, targets);
        for (var step = 0; step < Steps; step++)
        {
            var (slope, intercept) = at.Newton(scores, outcomes, targets, slopeIsFree);
            var size = 1.0;
            for (; size >= SmallestStep; size /= 2)
            {
                var next = new PlattScaling(at.Slope + size * slope, at.Intercept + size * intercept);
                var nextLoss = next.Loss(scores, outcomes, targets);
                if (!(nextLoss < loss))
                    continue;
                (at, loss) = (next, nextLoss);
                break;
            }

            if (size < SmallestStep)
                break;
        }

        return at;
    }

    /// <summary>The negative log-likelihood, each term written so that nothing overflows.</summary>
    private double Loss(ReadOnlySpan<double> scores, ReadOnlySpan<bool> outcomes, (double Wanted, double Unwanted) targets)
    {
        var sum = 0.0;
        for (var i = 0; i < scores.Length; i++)
        {
            var odds = Slope * scores[i] + Intercept;
            var target = outcomes[i] ? targets.Wanted : targets.Unwanted;
            sum += Math.Max(odds, 0) - target * odds + PortableMath.Log(1 + PortableMath.Exp(-Math.Abs(odds)));
        }

        return sum;
    }

    /// <summary>The step to where a parabola through the loss is lowest.</summary>
    private (double Slope, double Intercept) Newton(
        ReadOnlySpan<double> scores, ReadOnlySpan<bool> outcomes, (double Wanted, double Unwanted) targets, bool slopeIsFree)
    {
        var (slope, intercept) = (0.0, 0.0);
        var (aa, ab, bb) = (Ridge, 0.0, Ridge);
        for (var i = 0; i < scores.Length; i++)
        {
            var odds = Slope * scores[i] + Intercept;
            var small = PortableMath.Exp(-Math.Abs(odds));
            var probability = (odds >= 0 ? 1 : small) / (1 + small);
            var miss = probability - (outcomes[i] ? targets.Wanted : targets.Unwanted);
            var bend = probability * (1 - probability);
            slope += miss * scores[i];
            intercept += miss;
            aa += bend * scores[i] * scores[i];
            ab += bend * scores[i];
            bb += bend;
        }

        if (!slopeIsFree)
            return (0, -intercept / bb);
        var determinant = aa * bb - ab * ab;
        return (-(bb * slope - ab * intercept) / determinant, -(aa * intercept - ab * slope) / determinant);
    }
}
