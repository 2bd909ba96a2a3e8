using System.Collections.Concurrent;
using Matchmaking.Core.Common;
using Matchmaking.Core.Numerics;
using Matchmaking.Core.Risk.Parameters;

namespace Matchmaking.Core.Risk.Model;

/// <summary>
/// Probabilities of a total and of a half loss for each stage, given the factors: with X = y + sqrt(1 - r) e a total loss is X below
/// the quantile of its probability, a half loss X between that and the quantile of both (ordered probit with one factor, as in
/// O. Vasicek, "The distribution of loan portfolio value", Risk 15 (2002), with three states).
/// </summary>
internal sealed class StateProbabilities
{
    private readonly double[][] _total;
    private readonly double[][] _half;

    // There are 10,001 of them at most.
    private static readonly ConcurrentDictionary<int, double> _quantiles = new();

    private StateProbabilities(double[][] total, double[][] half) => (_total, _half) = (total, half);

    /// <summary>By node.</summary>
    public double[] Total(Stage stage) => _total[(int)stage];

    /// <summary>By node.</summary>
    public double[] Half(Stage stage) => _half[(int)stage];

    /// <summary>At every lattice point: for positions that share their chain's factor.</summary>
    public static StateProbabilities OfChain(LossParameters parameters, FactorLattice lattice) =>
        Of(parameters, lattice.Points, lattice.PointAt, parameters.Correlation.Common + parameters.Correlation.Chain);

    /// <summary>At every node of the common factor: for positions that share nothing else.</summary>
    public static StateProbabilities OfSingle(LossParameters parameters, FactorLattice lattice) =>
        Of(parameters, lattice.CommonNodes, lattice.CommonAt, parameters.Correlation.Common);

    private static StateProbabilities Of(LossParameters parameters, int nodes, Func<int, double> at, double shared)
    {
        var own = Math.Sqrt(1 - shared);
        var total = new double[parameters.Stages.Count][];
        var half = new double[parameters.Stages.Count][];
        foreach (var stage in parameters.Stages)
        {
            var both = stage.TotalLoss.BasisPoints + stage.HalfLoss.BasisPoints;
            var totalBelow = Quantile(stage.TotalLoss.BasisPoints);
            var anyBelow = Quantile(both);
            var (totals, halves) = (new double[nodes], new double[nodes]);
            for (var node = 0; node < nodes; node++)
            {
                var y = at(node);
                totals[node] = shared == 0 ? stage.TotalLoss.BasisPoints / 10_000.0 : NormalDistribution.Cdf((totalBelow - y) / own);
                var any = shared == 0 ? both / 10_000.0 : NormalDistribution.Cdf((anyBelow - y) / own);
                halves[node] = Math.Max(0, any - totals[node]);
            }

            (total[(int)stage.Stage], half[(int)stage.Stage]) = (totals, halves);
        }

        return new(total, half);
    }

    private static double Quantile(int basisPoints) => _quantiles.GetOrAdd(basisPoints, static points => NormalDistribution.Quantile(points / 10_000.0));
}
