namespace Matchmaking.Core.Numerics;

/// <summary>
/// Nodes and weights of Gauss and Legendre on (0, 1): with n nodes the integral of a polynomial of degree up to 2n - 1 is exact.
/// From + - * / alone, so the same bits everywhere.
/// </summary>
public static class GaussLegendre
{
    private const int MostSteps = 100;

    /// <param name="count">At least 1.</param>
    /// <returns>Ascending nodes, and positive weights that sum to 1.</returns>
    public static (double[] Nodes, double[] Weights) On01(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        // Between two roots of one Legendre polynomial, and between the outer ones and the ends, lies one root of the next.
        double[] roots = [0];
        for (var degree = 2; degree <= count; degree++)
        {
            double[] ends = [-1, .. roots, 1];
            roots = new double[degree];
            for (var i = 0; i < degree; i++)
                roots[i] = Root(degree, ends[i], ends[i + 1]);
        }

        var weights = new double[count];
        for (var i = 0; i < count; i++)
        {
            var slope = Legendre(count, roots[i]).Slope;
            weights[i] = 1 / ((1 - roots[i] * roots[i]) * slope * slope);
        }

        return (Array.ConvertAll(roots, x => (1 + x) / 2), weights);
    }

    /// <summary>Newton's steps, halving the bracket where one would leave it.</summary>
    private static double Root(int degree, double low, double high)
    {
        var rising = Legendre(degree, high).Value > 0;
        var x = (low + high) / 2;
        for (var step = 0; step < MostSteps; step++)
        {
            var (value, slope) = Legendre(degree, x);
            if (value > 0 == rising)
                high = x;
            else
                low = x;
            var next = x - value / slope;
            if (!(next > low && next < high))
                next = (low + high) / 2;
            if (next == x)
                break;
            x = next;
        }

        return x;
    }

    /// <summary>P_n(x) by Bonnet's recursion and its derivative, for |x| &lt; 1; at the ends the value alone has meaning.</summary>
    private static (double Value, double Slope) Legendre(int degree, double x)
    {
        var (before, value) = (1.0, x);
        for (var n = 2; n <= degree; n++)
            (before, value) = (value, ((2 * n - 1) * x * value - (n - 1) * before) / n);
        return (value, degree * (x * value - before) / (x * x - 1));
    }
}
