using Matchmaking.Core.Numerics;

namespace Matchmaking.Core.Risk.Model;

/// <summary>
/// Mixes the common factor out of the losses of all groups: the distribution of the whole. As many nodes as it takes for half of them to give the same.
/// </summary>
internal static class LossIntegration
{
    private const double Tolerance = 1e-10;

    private const int MostNodes = 4_097;

    /// <summary>The distribution, and the groups at the nodes that were enough.</summary>
    public static (LossDistribution Distribution, LossGroups Groups) Of(LossPortfolio portfolio, LossGrid grid, Parallelism parallelism)
    {
        var transform = FourierTransform.For(grid.Cells);
        for (var nodes = FactorLattice.FirstNodes(portfolio.Exposures.Count); ; nodes = 2 * nodes - 1)
        {
            var lattice = FactorLattice.Of(portfolio.Parameters.Correlation, nodes);
            var groups = new LossGroups(portfolio, grid, lattice, parallelism);
            using var room = new RentedArrays();
            var mixed = Mix(groups.Spectra(groups.All(room), transform, room), lattice, grid.Cells, room);
            var error = LargestDifference(mixed[0], mixed[1]);
            if (error <= Tolerance || nodes >= MostNodes)
                return (new(grid, mixed[0], lattice.CommonNodes, error), groups);
        }
    }

    /// <summary>From all nodes, and from every second one.</summary>
    private static double[][] Mix(SpectrumTable spectra, FactorLattice lattice, int cells, RentedArrays room)
    {
        var fine = spectra.Padded(lattice.CommonWeights);
        var coarse = spectra.Padded(EverySecond(lattice.CommonWeights));
        var mixed = new SpectrumTable(spectra.Transform, SpectrumTable.Batch, room);
        for (var k = 0; k < spectra.Frequencies; k++)
        {
            var re = spectra.Re.AsSpan(k * spectra.Width, spectra.Width);
            var im = spectra.Im.AsSpan(k * spectra.Width, spectra.Width);
            mixed.Set(k, [NodeSum.Of(re, im, fine), NodeSum.Of(re, im, coarse)]);
        }

        return mixed.RestoreAll(cells, room)[..2];
    }

    private static double[] EverySecond(double[] weights)
    {
        if (weights.Length == 1)
            return weights;
        var sum = weights.Where((_, i) => i % 2 == 0).Sum();
        return [.. weights.Select((w, i) => i % 2 == 0 ? w / sum : 0)];
    }

    private static double LargestDifference(double[] fine, double[] coarse)
    {
        var (largest, sum) = (0.0, 0.0);
        for (var cell = 0; cell < fine.Length; cell++)
            largest = Math.Max(largest, Math.Abs(sum += fine[cell] - coarse[cell]));
        return largest;
    }
}
