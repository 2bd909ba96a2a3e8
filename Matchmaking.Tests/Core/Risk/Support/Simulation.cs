using Matchmaking.Core.Risk.Model;

namespace Matchmaking.Tests.Core.Risk.Support;

/// <summary>The model as a story: draws the factors and each position's own luck, and counts.</summary>
internal static class Simulation
{
    /// <returns>Share of draws that lose more than the threshold; mean and deviation of the loss; in half fen.</returns>
    public static (double Share, double Mean, double Deviation) Run(LossPortfolio portfolio, RandomPortfolios random, int draws, long threshold)
    {
        var parameters = portfolio.Parameters;
        var (across, within) = ((double)parameters.Correlation.Across.Value, (double)parameters.Correlation.Within.Value);
        var limits = portfolio.Exposures.Select(e => (
            Total: Quantile((double)parameters.Of(e.Stage).TotalLoss.Value),
            Any: Quantile((double)(parameters.Of(e.Stage).TotalLoss.Value + parameters.Of(e.Stage).HalfLoss.Value)))).ToArray();
        var (over, sum, squares) = (0, 0.0, 0.0);
        for (var draw = 0; draw < draws; draw++)
        {
            var common = random.Normal();
            var chains = new Dictionary<string, double>();
            var loss = 0L;
            for (var i = 0; i < limits.Length; i++)
            {
                var exposure = portfolio.Exposures[i];
                var chain = exposure.Chain is not { } name ? random.Normal() : chains.TryGetValue(name, out var known) ? known : chains[name] = random.Normal();
                var x = Math.Sqrt(across) * common + Math.Sqrt(within - across) * chain + Math.Sqrt(1 - within) * random.Normal();
                loss += x < limits[i].Total ? 2 * exposure.AtRisk.Fen : x < limits[i].Any ? exposure.AtRisk.Fen : 0;
            }

            over += loss > threshold ? 1 : 0;
            sum += loss;
            squares += (double)loss * loss;
        }

        var mean = sum / draws;
        return ((double)over / draws, mean, Math.Sqrt(Math.Max(0, squares / draws - mean * mean)));
    }

    private static double Quantile(double p) => p <= 0 ? double.NegativeInfinity : p >= 1 ? double.PositiveInfinity : PlainNormal.Quantile(p);
}
