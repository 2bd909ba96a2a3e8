using Matchmaking.Core.Numerics;
using NUnit.Framework;

namespace Matchmaking.Tests.Core.Numerics;

internal sealed class NormalDistributionTests
{
    // Published values (Abramowitz and Stegun, table 26.1 and 26.2), to 15 decimals; the last two are far in the tail.
    [TestCase(0, 0.5)]
    [TestCase(1, 0.841344746068543)]
    [TestCase(-1, 0.158655253931457)]
    [TestCase(2.5, 0.993790334674224)]
    [TestCase(-2.5, 0.006209665325776)]
    [TestCase(-5, 2.866515718791939e-7)]
    [TestCase(-8, 6.220960574271785e-16)]
    [TestCase(double.NegativeInfinity, 0)]
    [TestCase(double.PositiveInfinity, 1)]
    public void Cdf_KnownValue_ToItsLastDecimal(double x, double expected) =>
        Assert.That(NormalDistribution.Cdf(x), Is.EqualTo(expected).Within(Math.Max(5e-16, 1e-14 * expected)));

    [Test]
    public void Cdf_WholeRange_IsTheIntegralOfTheDensity()
    {
        // Simpson's rule, whose error for steps of 1/64 is below 1e-10.
        var (sum, step) = (NormalDistribution.Cdf(-8), 1 / 64.0);
        for (var x = -8.0; x < 8; x += step)
        {
            sum += step / 6 * (NormalDistribution.Density(x) + 4 * NormalDistribution.Density(x + step / 2) + NormalDistribution.Density(x + step));
            Assert.That(NormalDistribution.Cdf(x + step), Is.EqualTo(sum).Within(1e-10), $"{x}");
        }
    }

    [Test]
    public void Cdf_OfMinus_IsTheComplement()
    {
        foreach (var x in Enumerable.Range(0, 4_000).Select(i => i * 0.01))
            Assert.That(NormalDistribution.Cdf(x) + NormalDistribution.Cdf(-x), Is.EqualTo(1).Within(3e-16), $"{x}");
    }

    [TestCase(0, double.NegativeInfinity)]
    [TestCase(1, double.PositiveInfinity)]
    [TestCase(0.5, 0)]
    [TestCase(0.975, 1.959963984540054)]
    [TestCase(0.025, -1.959963984540054)]
    [TestCase(1e-9, -5.997807015007687)]
    public void Quantile_KnownValue(double p, double expected) => Assert.That(NormalDistribution.Quantile(p), Is.EqualTo(expected).Within(2e-15 * 6));

    [Test]
    public void Quantile_EveryBasisPoint_IsTheInverse()
    {
        for (var points = 1; points < 10_000; points++)
            Assert.That(NormalDistribution.Cdf(NormalDistribution.Quantile(points / 10_000.0)), Is.EqualTo(points / 10_000.0).Within(3e-16));
    }

    [TestCase(-0.1)]
    [TestCase(1.1)]
    [TestCase(double.NaN)]
    public void Quantile_NoProbability_Throws(double p) => Assert.That(() => NormalDistribution.Quantile(p), Throws.TypeOf<ArgumentOutOfRangeException>());
}
