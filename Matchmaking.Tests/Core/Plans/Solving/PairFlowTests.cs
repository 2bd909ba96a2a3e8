using Matchmaking.Core.Plans.Solving;

using NUnit.Framework;

namespace Matchmaking.Tests.Core.Plans.Solving;

internal sealed class PairFlowTests
{
    [Test]
    public void Solve_TinyLimitsAndChangingWeights_AgreesWithTryingEverySet()
    {
        var (solved, refused) = (0, 0);
        for (var seed = 0; seed < 4_000; seed++)
        {
            var random = new Random(seed);
            var limits = PairFlowInstances.Tiny(random);
            var flow = new PairFlow(limits);
            for (var time = 0; time < 3; time++)
            {
                var weights = PairFlowInstances.Weights(random, limits.PairFund.Length);
                var feasible = flow.Solve(weights, CancellationToken.None);
                var best = PairFlowInstances.Best(limits, weights);
                Assert.That(feasible, Is.EqualTo(best is not null), $"seed {seed}, {time}");
                if (!feasible)
                {
                    refused++;
                    continue;
                }

                solved++;
                Assert.That(PairFlowInstances.Fault(limits, weights, flow.Chosen, flow.Prices, flow.RoomPrice), Is.Null, $"seed {seed}, {time}");
                Assert.That(PairFlowInstances.Value(limits, weights, flow.Chosen), Is.EqualTo(best), $"seed {seed}, {time}");
            }
        }

        Assert.That((solved > 3_000, refused > 1_000), Is.EqualTo((true, true)), $"{solved} solved, {refused} refused");
    }
}
