using Matchmaking.Core.Numerics;

namespace Matchmaking.Core.Risk.Model;

/// <summary>
/// The loss distributions of some positions together, given the factors: one at each node, where they are independent. Cells whose probability is
/// below 1e-24 are cut at both ends, which halves the work of large portfolios and changes no probability by more than 1e-17.
/// </summary>
internal sealed class ConditionalLosses
{
    private const double Negligible = 1e-24;

    private readonly double[] _values;

    private ConditionalLosses(int cells, int stride, double[] values) => (Cells, Stride, _values) = (cells, stride, values);

    /// <summary>From no loss to the loss of all.</summary>
    public int Cells { get; }

    /// <summary>Length of a row: <see cref="Cells"/>, filled up with zeros to whole vectors.</summary>
    public int Stride { get; }

    /// <summary>Nodes x <see cref="Stride"/>, row-major.</summary>
    public ReadOnlySpan<double> Values => _values;

    public static ConditionalLosses Of(IReadOnlyList<LiveExposure> exposures, LossGrid grid, StateProbabilities states, int nodes, Parallelism parallelism, RentedArrays room)
    {
        var steps = exposures.Select(e => LossSteps.Of(grid, e)).ToArray();
        var cells = 1 + steps.Sum(s => s.LastCell);
        var margin = steps.Max(s => s.LastCell);
        var stride = (cells + 3) / 4 * 4;
        var values = room.Zeros(nodes * stride);
        parallelism.For(nodes, () => room.Zeros(margin + cells + 4), (node, work) =>
        {
            Array.Clear(work);
            var (low, high) = Convolve(exposures, steps, states, node, work, margin);
            work.AsSpan(low, high - low).CopyTo(values.AsSpan(node * stride + low - margin));
        });
        return new(cells, stride, values);
    }

    /// <summary>Probabilities by cell, filled up with zeros to whole vectors.</summary>
    public ReadOnlySpan<double> At(int node) => _values.AsSpan(node * Stride, Stride);

    private static (int Low, int High) Convolve(
        IReadOnlyList<LiveExposure> exposures, LossSteps[] steps, StateProbabilities states, int node, double[] work, int margin)
    {
        var (low, high) = (margin, margin + 1);
        work[low] = 1;
        for (var i = 0; i < steps.Length; i++)
        {
            var stage = exposures[i].Stage;
            steps[i].Add(work, low, high, states.Total(stage)[node], states.Half(stage)[node]);
            high += steps[i].LastCell;
            for (; work[low] < Negligible; low++)
                work[low] = 0;
            for (; work[high - 1] < Negligible; high--)
                work[high - 1] = 0;
        }

        return (low, high);
    }
}
