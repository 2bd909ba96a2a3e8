using Matchmaking.Core.Numerics;
using NUnit.Framework;

namespace Matchmaking.Tests.Core.Numerics;

internal sealed class GaussLegendreTests
{
    [Test]
    public void On01_PolynomialsUpToTwiceTheNodes_Exact([Values(1, 2, 3, 4, 8, 16, 31, 32)] int count)
    {
        var (nodes, weights) = GaussLegendre.On01(count);

        Assert.That(nodes, Is.Ordered.Ascending.And.All.InRange(0.0, 1.0));
        Assert.That(weights, Is.All.Positive);
        for (var power = 0; power < 2 * count; power++)
            Assert.That(nodes.Zip(weights, (x, w) => w * Math.Pow(x, power)).Sum(), Is.EqualTo(1.0 / (power + 1)).Within(1e-14), $"x^{power}");
    }

    [Test]
    public void On01_OnePowerMore_NotExact()
    {
        var (nodes, weights) = GaussLegendre.On01(4);

        Assert.That(nodes.Zip(weights, (x, w) => w * Math.Pow(x, 8)).Sum(), Is.Not.EqualTo(1.0 / 9).Within(1e-9));
    }

    [Test]
    public void On01_NoNode_Refused() => Assert.That(() => GaussLegendre.On01(0), Throws.TypeOf<ArgumentOutOfRangeException>());
}
