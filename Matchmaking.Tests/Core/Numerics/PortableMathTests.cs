using Matchmaking.Core.Numerics;
using NUnit.Framework;

namespace Matchmaking.Tests.Core.Numerics;

internal sealed class PortableMathTests
{
    private static readonly double[] _mantissas = [1.0, 1.1, 1.4142135, 1.4142136, 1.9999];

    [TestCase(double.NaN, double.NaN)]
    [TestCase(double.NegativeInfinity, 0)]
    [TestCase(double.PositiveInfinity, double.PositiveInfinity)]
    [TestCase(0, 1)]
    [TestCase(-0.0, 1)]
    [TestCase(709.7827128933841, double.PositiveInfinity)] // one step above the last finite result
    [TestCase(-745.2, 0)]
    [TestCase(1e300, double.PositiveInfinity)]
    public void Exp_SpecialValue_IsExact(double x, double expected) => Assert.That(PortableMath.Exp(x), Is.EqualTo(expected));

    [TestCase(double.NaN, double.NaN)]
    [TestCase(-1, double.NaN)]
    [TestCase(0, double.NegativeInfinity)]
    [TestCase(-0.0, double.NegativeInfinity)]
    [TestCase(double.PositiveInfinity, double.PositiveInfinity)]
    [TestCase(1, 0)]
    public void Log_SpecialValue_IsExact(double x, double expected) => Assert.That(PortableMath.Log(x), Is.EqualTo(expected));

    [TestCase(-700, 709.78)]
    [TestCase(-1, 1)]
    [TestCase(-1e-9, 1e-9)]
    public void Exp_WholeRange_WithinOneUlp(double from, double to)
    {
        var worst = Enumerable.Range(0, 200_001).Select(i => from + (to - from) * i / 200_000)
            .Max(x => Ulps(PortableMath.Exp(x), Math.Exp(x)));

        Assert.That(worst, Is.LessThanOrEqualTo(1));
    }

    [TestCase(-745.0)]
    [TestCase(-720.5)]
    [TestCase(-708.5)]
    public void Exp_SubnormalResult_WithinOneUlp(double x) =>
        Assert.That(Ulps(PortableMath.Exp(x), Math.Exp(x)), Is.LessThanOrEqualTo(1));

    [Test]
    public void Log_WholeRange_WithinOneUlp()
    {
        // Subnormal numbers, all exponents, and the neighbourhood of 1 where cancellation would show.
        var worst = Enumerable.Range(-1074, 2098).SelectMany(e => _mantissas.Select(m => m * Math.ScaleB(1, e)))
            .Concat(Enumerable.Range(1, 200_000).Select(i => 0.5 + i * 1e-5))
            .Max(x => Ulps(PortableMath.Log(x), Math.Log(x)));

        Assert.That(worst, Is.LessThanOrEqualTo(1));
    }

    private static long Ulps(double a, double b) => Math.Abs(BitConverter.DoubleToInt64Bits(a) - BitConverter.DoubleToInt64Bits(b));
}
