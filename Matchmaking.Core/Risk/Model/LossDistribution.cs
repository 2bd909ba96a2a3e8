namespace Matchmaking.Core.Risk.Model;

/// <summary>The distribution of what the live positions lose together, on a grid.</summary>
public sealed class LossDistribution
{
    private readonly double[] _probabilities;

    // _above[x]: probability of more than x cells.
    private readonly double[] _above;

    internal LossDistribution(LossGrid grid, double[] probabilities, int nodes, double quadratureError)
    {
        (Grid, _probabilities, Nodes, QuadratureError) = (grid, probabilities, nodes, quadratureError);
        _above = Tails.Above(probabilities);
    }

    public LossGrid Grid { get; }

    /// <summary>By cell; sums of independent roundings of about 1e-17, so that one may be that much below 0.</summary>
    public IReadOnlyList<double> Probabilities => _probabilities;

    /// <summary>Nodes of the common factor.</summary>
    public int Nodes { get; }

    /// <summary>The largest difference of any cumulative probability to that from half of the nodes; the error itself is far smaller.</summary>
    public double QuadratureError { get; }

    /// <summary>The probability of losing more than a threshold, within 0..1.</summary>
    /// <param name="halfFen">The threshold in half fen; below 0 every loss is more.</param>
    public double Above(long halfFen)
    {
        var cell = Grid.LastWithin(halfFen);
        return cell < 0 ? 1 : Math.Clamp(_above[cell], 0, 1);
    }

    /// <summary>The losses that can occur, from the smallest.</summary>
    /// <param name="shift">Added to each, in half fen; what is then below 0 is no loss.</param>
    internal IReadOnlyList<LossAtom> Atoms(long shift) =>
        [.. _probabilities.Select((p, cell) => new LossAtom(Math.Max(0, Grid.Unit * cell + shift), p))];
}
