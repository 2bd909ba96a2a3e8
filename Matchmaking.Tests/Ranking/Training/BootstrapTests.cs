using Matchmaking.Ranking.Training;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Training;

internal sealed class BootstrapTests
{
    [Test]
    public void Weights_ManySeeds_EveryGroupIsDrawnOnceInTheMean()
    {
        var sums = new double[20];
        for (var seed = 0UL; seed < 4_000; seed++)
        {
            var weights = Bootstrap.Weights(20, seed);
            Assert.That(weights.Sum(), Is.EqualTo(20));
            for (var i = 0; i < 20; i++)
                sums[i] += weights[i];
        }

        Assert.That(sums, Is.All.EqualTo(4_000).Within(320), "five deviations of a binomial number");
    }

    [Test]
    public void Weights_Seed_DrawsTheSameAgain()
    {
        var (once, again) = (Bootstrap.Weights(50, 9), Bootstrap.Weights(50, 9));

        Assert.That(again, Is.EqualTo(once));
        Assert.That(once, Is.Not.EqualTo(Bootstrap.Weights(50, 10)));
    }
}
