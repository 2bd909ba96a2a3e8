using Matchmaking.Core.Numerics;
using Matchmaking.Core.Risk.Parameters;

namespace Matchmaking.Core.Risk.Model;

/// <summary>
/// Nodes of the two factors, all and chain, on one lattice. What decides a position's end depends on y = sqrt(rg) g + sqrt(rc) h only, so the
/// steps are chosen such that node i of g and node j of h meet at lattice point i + b j: losses of a chain are computed once a point, and not
/// once a pair of nodes. Trapezoid on [-8, 8], whose error for such integrands falls faster than any power of the step.
/// </summary>
internal sealed class FactorLattice
{
    /// <summary>Where a normal factor ends: what is beyond has a probability of 1e-15.</summary>
    private const double End = 8;

    /// <summary>Widest step of the chain's factor, as long as the common factor smooths what it integrates.</summary>
    private const double WidestChainStep = 0.62;

    /// <summary>The common factor smooths enough when it is this many times the chain's.</summary>
    private const double SmoothingRatio = 1.2247448713915890;

    /// <summary>Nodes of h where there is no g whose nodes could be doubled until they are enough.</summary>
    private const int ChainOnlyNodes = 513;

    private const double ChainOnlyStep = 2 * End / (ChainOnlyNodes - 1);

    private FactorLattice(double[] commonWeights, double[] chainWeights, int chainStride, double step)
    {
        CommonWeights = commonWeights;
        ChainWeights = chainWeights;
        ChainStride = chainStride;
        Points = commonWeights.Length + chainStride * (chainWeights.Length - 1);
        Step = step;
    }

    /// <summary>Weights of the nodes of g, from the lowest; they add up to 1.</summary>
    public double[] CommonWeights { get; }

    /// <summary>Weights of the nodes of h; a single one where chains share nothing of their own.</summary>
    public double[] ChainWeights { get; }

    /// <summary>b: lattice points between two nodes of h.</summary>
    public int ChainStride { get; }

    /// <summary>Number of lattice points.</summary>
    public int Points { get; }

    public int CommonNodes => CommonWeights.Length;

    private double Step { get; }

    /// <summary>How many nodes to begin with; whoever integrates compares with half of them and doubles until the two agree.</summary>
    public static int FirstNodes(int positions) => positions <= 50 ? 65 : 129;

    /// <param name="correlation">Of the factors.</param>
    /// <param name="nodes">Of the finer factor: an odd number, more where the chain's factor is much weaker than the common one.</param>
    public static FactorLattice Of(LossCorrelation correlation, int nodes)
    {
        var (common, chain) = (Math.Sqrt(correlation.Common), Math.Sqrt(correlation.Chain));
        if (common == 0)
            return chain == 0 ? new([1], [1], 1, 0) : new([1], Weights(ChainOnlyNodes / 2, ChainOnlyStep), 1, chain * ChainOnlyStep);
        var commonStep = 2 * End / (nodes - 1);
        if (chain == 0)
            return new(Weights(nodes / 2, commonStep), [1], 1, common * commonStep);
        var widest = Math.Max(commonStep, WidestChainStep * Math.Min(1, common / (SmoothingRatio * chain)));
        while (common * commonStep > widest * chain)
        {
            nodes = 2 * nodes - 1;
            commonStep = 2 * End / (nodes - 1);
        }

        var stride = (int)(widest * chain / (common * commonStep));
        var chainStep = stride * common * commonStep / chain;
        return new(Weights(nodes / 2, commonStep), Weights((int)(End / chainStep), chainStep), stride, common * commonStep);
    }

    /// <summary>y of a lattice point.</summary>
    public double PointAt(int point) => (point - Points / 2) * Step;

    /// <summary>The common part of y at a node of g.</summary>
    public double CommonAt(int node) => CommonNodes == 1 ? 0 : (node - CommonNodes / 2) * Step;

    /// <summary>Densities at -each..each steps from 0, scaled to the sum 1.</summary>
    private static double[] Weights(int each, double step)
    {
        var weights = new double[2 * each + 1];
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++)
            sum += weights[i] = NormalDistribution.Density((i - each) * step);
        for (var i = 0; i < weights.Length; i++)
            weights[i] /= sum;
        return weights;
    }
}
