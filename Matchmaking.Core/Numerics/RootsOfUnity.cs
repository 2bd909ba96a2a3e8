namespace Matchmaking.Core.Numerics;

/// <summary>
/// cos and sin of 2 pi k / n for k = 0..n-1, from + - * / alone: angles are reduced to the first eighth of the circle in integers, so nothing is
/// lost in the reduction, and Taylor series of fixed length give the rest to about one unit in the last place.
/// </summary>
internal sealed class RootsOfUnity
{
    private const double TwoPi = 6.283185307179586;

    public RootsOfUnity(int n)
    {
        Cos = new double[n];
        Sin = new double[n];
        for (var k = 0; k < n; k++)
            (Cos[k], Sin[k]) = At(k, n);
    }

    public double[] Cos { get; }

    public double[] Sin { get; }

    /// <summary>cos and sin of 2 pi k / n.</summary>
    public static (double Cos, double Sin) At(int k, int n)
    {
        // In eighths of a circle: octant, and how far into it, as a fraction of n.
        var octant = (int)(8L * k / n);
        var into = (int)(8L * k - (long)octant * n);
        var fromEven = octant % 2 == 0 ? into : n - into;
        var angle = TwoPi * fromEven / (8.0 * n);
        var (cos, sin) = (SeriesCos(angle), SeriesSin(angle));
        // Odd octants run backwards from the next axis or diagonal.
        return octant switch
        {
            0 => (cos, sin),
            1 => (sin, cos),
            2 => (-sin, cos),
            3 => (-cos, sin),
            4 => (-cos, -sin),
            5 => (-sin, -cos),
            6 => (sin, -cos),
            _ => (cos, -sin),
        };
    }

    /// <summary>On 0..pi/4; the first term left out is below 2^-60.</summary>
    private static double SeriesSin(double x)
    {
        var square = x * x;
        var sum = 0.0;
        for (var i = 17; i >= 3; i -= 2)
            sum = (1 + sum) * -square / (i * (i - 1));
        return x + x * sum;
    }

    private static double SeriesCos(double x)
    {
        var square = x * x;
        var sum = 0.0;
        for (var i = 18; i >= 2; i -= 2)
            sum = (1 + sum) * -square / (i * (i - 1));
        return 1 + sum;
    }
}
