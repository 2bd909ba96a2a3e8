using Matchmaking.Core.Numerics;
using Matchmaking.Core.Risk.Model;

namespace Matchmaking.Benchmarks.Risk;

/// <summary>
/// The baseline: the same distribution as one would write it down, a quadrature within a quadrature and every convolution in two loops.
/// </summary>
internal static class PlainQuadrature
{
    private const double End = 8;

    /// <summary>Probabilities by cell of an exact grid.</summary>
    /// <param name="portfolio">Exposures and parameters.</param>
    /// <param name="grid">Their grid.</param>
    /// <param name="commonNodes">Of the common factor.</param>
    /// <param name="chainNodes">Of the chains' factor.</param>
    public static double[] Distribution(LossPortfolio portfolio, LossGrid grid, int commonNodes, int chainNodes)
    {
        var total = new double[grid.Cells];
        foreach (var (g, weight) in Nodes(commonNodes))
        {
            double[] given = [1];
            foreach (var chain in portfolio.Exposures.GroupBy(e => e.Chain, StringComparer.Ordinal))
                given = Convolve(given, Chain([.. chain], portfolio, grid, g, chainNodes));
            for (var x = 0; x < given.Length; x++)
                total[x] += weight * given[x];
        }

        return total;
    }

    private static double[] Chain(LiveExposure[] exposures, LossPortfolio portfolio, LossGrid grid, double g, int chainNodes)
    {
        var correlation = portfolio.Parameters.Correlation;
        var (common, within) = ((double)correlation.Across.Value, (double)correlation.Within.Value);
        double[]? mixed = null;
        foreach (var (h, weight) in Nodes(chainNodes))
        {
            double[] given = [1];
            foreach (var exposure in exposures)
            {
                var loss = portfolio.Parameters.Of(exposure.Stage);
                double Below(double p) => NormalDistribution.Cdf(
                    (NormalDistribution.Quantile(p) - Math.Sqrt(common) * g - Math.Sqrt(within - common) * h) / Math.Sqrt(1 - within));
                var total = Below((double)loss.TotalLoss.Value);
                var any = Below((double)(loss.TotalLoss.Value + loss.HalfLoss.Value));
                var half = (int)(exposure.AtRisk.Fen / grid.Unit);
                var own = new double[2 * half + 1];
                (own[0], own[half], own[2 * half]) = (1 - any, any - total, total);
                given = Convolve(given, own);
            }

            mixed ??= new double[given.Length];
            for (var x = 0; x < given.Length; x++)
                mixed[x] += weight * given[x];
        }

        return mixed!;
    }

    private static double[] Convolve(double[] a, double[] b)
    {
        var result = new double[a.Length + b.Length - 1];
        for (var i = 0; i < b.Length; i++)
        {
            if (b[i] == 0)
                continue;
            for (var j = 0; j < a.Length; j++)
                result[i + j] += a[j] * b[i];
        }

        return result;
    }

    private static IEnumerable<(double At, double Weight)> Nodes(int count)
    {
        var step = 2 * End / (count - 1);
        for (var i = 0; i < count; i++)
            yield return (-End + i * step, NormalDistribution.Density(-End + i * step) * step);
    }
}
