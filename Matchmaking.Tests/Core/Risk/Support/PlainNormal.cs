using System.Collections.Concurrent;

namespace Matchmaking.Tests.Core.Risk.Support;

/// <summary>The normal distribution by its Taylor series about 0 (G. Marsaglia, 2004), all terms of one sign: 1e-15 absolute.</summary>
internal static class PlainNormal
{
    private static readonly ConcurrentDictionary<double, double> _quantiles = new();

    public static double Below(double x)
    {
        if (Math.Abs(x) > 12)
            return x < 0 ? 0 : 1;
        var (sum, term) = (x, x);
        for (var i = 3; sum + term != sum; i += 2)
            sum += term *= x * x / i;
        return 0.5 + sum * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
    }

    public static double Quantile(double p) => _quantiles.GetOrAdd(p, static wanted =>
    {
        var (low, high) = (-12.0, 12.0);
        for (var i = 0; i < 100; i++)
            (low, high) = Below((low + high) / 2) < wanted ? ((low + high) / 2, high) : (low, (low + high) / 2);
        return (low + high) / 2;
    });
}
