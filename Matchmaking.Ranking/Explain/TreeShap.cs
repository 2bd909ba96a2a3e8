using System.Runtime.Intrinsics;
using Matchmaking.Core.Numerics;
using Matchmaking.Ranking.Trees;

namespace Matchmaking.Ranking.Explain;

/// <summary>
/// Exact Shapley values of an ensemble's features for a row, where a feature that is not known is averaged over the training rows that
/// passed each node (S. Lundberg et al., "From local explanations to global understanding with explainable AI for trees", Nature Machine
/// Intelligence 2020, algorithm 2). They and the <see cref="Baseline"/> add up to the raw score within rounding, about 1e-13.
/// </summary>
/// <remarks>
/// For a leaf of value v below the features j, with z_j the share of rows that pass j's questions and o_j 1 where this row passes them, else 0,
/// feature i gets v (o_i - z_i) times the sum over subsets S of the others of |S|! (d - 1 - |S|)! / d! prod o (S) prod z (rest). The factorials are the
/// integral of t^|S| (1 - t)^(d-1-|S|), so that the sum is the integral over (0, 1) of prod (z_j (1 - t) + o_j t), a polynomial: d / 2 nodes of Gauss and
/// Legendre give it exactly, all factors positive, where the algorithm of the paper multiplies polynomials out.
/// </remarks>
public sealed class TreeShap
{
    private const int Lanes = 4;

    private readonly TreePaths[] _trees;
    private readonly QuadratureVectors[] _quadratures;
    private readonly int _features;
    private readonly int _mostNodes;
    private readonly int _mostOnPath;

    public TreeShap(TreeEnsemble ensemble)
    {
        _features = ensemble.Features;
        _trees = [.. ensemble.Trees.Select(t => new TreePaths(t))];
        Baseline = FixedScore.ToDouble(ensemble.Baseline);
        foreach (var tree in _trees)
        {
            Baseline += tree.Mean;
            _mostNodes = Math.Max(_mostNodes, tree.Tree.Nodes.Length);
            _mostOnPath = Math.Max(_mostOnPath, tree.MostOnPath);
        }

        // As many vectors of nodes as a path of so many features needs.
        _quadratures = [.. Enumerable.Range(0, (_mostOnPath + 2 * Lanes - 1) / (2 * Lanes) + 1).Select(n => new QuadratureVectors(Math.Max(1, n) * Lanes))];
    }

    /// <summary>The mean raw score over the training rows of each tree: what a row of which nothing is known gets.</summary>
    public double Baseline { get; }

    /// <summary>Fills what each feature adds to the raw score.</summary>
    /// <param name="row">A value for each feature; NaN where missing.</param>
    /// <param name="contributions">One for each feature.</param>
    /// <exception cref="ArgumentException">Another number of values or contributions.</exception>
    public void Explain(ReadOnlySpan<float> row, Span<double> contributions)
    {
        if (row.Length != _features || contributions.Length != _features)
            throw new ArgumentException($"{row.Length} values and {contributions.Length} contributions for {_features} features.");
        contributions.Clear();
        Span<bool> right = stackalloc bool[_mostNodes];
        var factors = new Vector256<double>[_mostOnPath];
        Span<bool> passes = stackalloc bool[_mostOnPath];
        foreach (var tree in _trees)
        {
            var nodes = tree.Tree.Nodes;
            for (var n = 0; n < nodes.Length; n++)
                right[n] = nodes[n].GoesRight(row[nodes[n].Feature]);
            foreach (var path in tree.Paths)
                Add(path, right, passes, factors, contributions);
        }
    }

    private void Add(LeafPath path, ReadOnlySpan<bool> right, Span<bool> passes, Span<Vector256<double>> factors, Span<double> contributions)
    {
        var steps = path.Steps;
        var quadrature = _quadratures[(steps.Length + 2 * Lanes - 1) / (2 * Lanes)];
        for (var j = 0; j < steps.Length; j++)
            passes[j] = steps[j].Passes(right);
        for (var q = 0; q < quadrature.Count; q++)
        {
            var (known, unknown) = (quadrature.Nodes[q], Vector256<double>.One - quadrature.Nodes[q]);
            var product = quadrature.Weights[q] * Vector256.Create(path.Value);
            for (var j = 0; j < steps.Length; j++)
            {
                var factor = Vector256.Create(steps[j].Share) * unknown;
                if (passes[j])
                    factor += known;
                factors[j] = factor;
                product *= factor;
            }

            for (var j = 0; j < steps.Length; j++)
                contributions[steps[j].Feature] += ((passes[j] ? 1 : 0) - steps[j].Share) * Sum(product / factors[j]);
        }
    }

    /// <summary>Written out, so that it is the same on every processor.</summary>
    private static double Sum(Vector256<double> lanes) => lanes.GetElement(0) + lanes.GetElement(1) + (lanes.GetElement(2) + lanes.GetElement(3));

    private sealed class QuadratureVectors
    {
        public QuadratureVectors(int nodes)
        {
            var (at, weights) = GaussLegendre.On01(nodes);
            Nodes = [.. Enumerable.Range(0, nodes / Lanes).Select(i => Vector256.Create(at, i * Lanes))];
            Weights = [.. Enumerable.Range(0, nodes / Lanes).Select(i => Vector256.Create(weights, i * Lanes))];
        }

        public int Count => Nodes.Length;

        public Vector256<double>[] Nodes { get; }

        public Vector256<double>[] Weights { get; }
    }
}
