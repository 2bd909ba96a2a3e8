namespace Matchmaking.Core.Numerics;

/// <summary>
/// The standard normal distribution from + - * / and <see cref="PortableMath"/> alone, so that every machine gives the same bits.
/// The distribution function is within a few units in the last place (relative, in the lower tail too): W. J. Cody, "Rational Chebyshev
/// Approximations for the Error Function", Mathematics of Computation 23 (1969), whose three ranges and coefficients are used.
/// </summary>
public static class NormalDistribution
{
    private const double InverseSqrt2 = 0.7071067811865476;
    private const double InverseSqrtPi = 0.5641895835477563;
    private const double InverseSqrt2Pi = 0.3989422804014327;

    /// <summary>Below it the distribution function is 0 as a double, above minus it 1.</summary>
    private const double Farthest = 38.5;

    private static readonly double[] _nearNumerator =
        [1.85777706184603153e-1, 3.16112374387056560e0, 1.13864154151050156e2, 3.77485237685302021e2, 3.20937758913846947e3];

    private static readonly double[] _nearDenominator =
        [1, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3, 2.84423683343917062e3];

    private static readonly double[] _middleNumerator =
    [
        2.15311535474403846e-8, 5.64188496988670089e-1, 8.88314979438837594e0, 6.61191906371416295e1, 2.98635138197400131e2,
        8.81952221241769090e2, 1.71204761263407058e3, 2.05107837782607147e3, 1.23033935479799725e3,
    ];

    private static readonly double[] _middleDenominator =
    [
        1, 1.57449261107098347e1, 1.17693950891312499e2, 5.37181101862009858e2, 1.62138957456669019e3,
        3.29079923573345963e3, 4.36261909014324716e3, 3.43936767414372164e3, 1.23033935480374942e3,
    ];

    private static readonly double[] _farNumerator =
        [1.63153871373020978e-2, 3.05326634961232344e-1, 3.60344899949804439e-1, 1.25781726111229246e-1, 1.60837851487422766e-2, 6.58749161529837803e-4];

    private static readonly double[] _farDenominator =
        [1, 2.56852019228982242e0, 1.87295284992346725e0, 5.27905102951428412e-1, 6.05183413124413191e-2, 2.33520497626869185e-3];

    /// <summary>exp(-x^2 / 2) / sqrt(2 pi).</summary>
    public static double Density(double x) => InverseSqrt2Pi * PortableMath.Exp(-x * x / 2);

    /// <summary>The probability of a value up to x: 0 at minus infinity, 1 at infinity, NaN for NaN.</summary>
    public static double Cdf(double x) => 0.5 * ErrorComplement(-x * InverseSqrt2);

    /// <summary>
    /// The smallest x with <see cref="Cdf"/>(x) at least p, to the last bit of the function above: minus infinity for 0, infinity for 1.
    /// Found by bisection, 60 evaluations: parameters need it, not loops.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a probability.</exception>
    public static double Quantile(double p)
    {
        if (!(p >= 0 && p <= 1))
            throw new ArgumentOutOfRangeException(nameof(p), p, "A probability is from 0 to 1.");
        if (p == 0)
            return double.NegativeInfinity;
        if (p == 1)
            return double.PositiveInfinity;
        // In the lower half the function keeps its relative precision.
        if (p > 0.5)
            return -Quantile(1 - p);
        var (low, high) = (-Farthest, 0.0);
        while (true)
        {
            var middle = low + (high - low) / 2;
            if (middle <= low || middle >= high)
                return high;
            if (Cdf(middle) < p)
                low = middle;
            else
                high = middle;
        }
    }

    /// <summary>erfc(x) = 1 - erf(x).</summary>
    private static double ErrorComplement(double x)
    {
        var y = Math.Abs(x);
        if (double.IsNaN(x))
            return x;
        if (y <= 0.46875)
            return 1 - x * Ratio(_nearNumerator, _nearDenominator, y * y);
        if (y > Farthest)
            return x < 0 ? 2 : 0;
        double scaled;
        if (y <= 4)
        {
            scaled = Ratio(_middleNumerator, _middleDenominator, y);
        }
        else
        {
            var inverse = 1 / (y * y);
            scaled = (InverseSqrtPi - inverse * Ratio(_farNumerator, _farDenominator, inverse)) / y;
        }

        // exp(-y^2) in two factors: y^2 rounded would lose digits of the exponent.
        var whole = Math.Floor(y * 16) / 16;
        var rest = (y - whole) * (y + whole);
        var tail = PortableMath.Exp(-whole * whole) * PortableMath.Exp(-rest) * scaled;
        return x < 0 ? 2 - tail : tail;
    }

    /// <summary>Quotient of two polynomials, highest coefficients first.</summary>
    private static double Ratio(double[] numerator, double[] denominator, double x)
    {
        var (above, below) = (numerator[0], denominator[0]);
        for (var i = 1; i < numerator.Length; i++)
            above = above * x + numerator[i];
        for (var i = 1; i < denominator.Length; i++)
            below = below * x + denominator[i];
        return above / below;
    }
}
