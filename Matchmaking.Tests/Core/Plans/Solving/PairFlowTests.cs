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

    [Test]
    public void Solve_ManyPairsAndChangingWeights_ProvesEachOptimumByItsPrices()
    {
        var solved = 0;
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var limits = Many(random);
            var flow = new PairFlow(limits);
            for (var time = 0; time < 4; time++)
            {
                var weights = PairFlowInstances.Weights(random, limits.PairFund.Length);
                if (!flow.Solve(weights, CancellationToken.None))
                    continue;
                solved++;
                Assert.That(PairFlowInstances.Fault(limits, weights, flow.Chosen, flow.Prices, flow.RoomPrice), Is.Null, $"seed {seed}, {time}");
            }
        }

        Assert.That(solved, Is.GreaterThan(300));
    }

    [Test]
    public void SolveFrom_AnyChoiceAndPrices_EndsAtTheSameValue()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var limits = Many(random);
            var weights = PairFlowInstances.Weights(random, limits.PairFund.Length);
            var (cold, warm) = (new PairFlow(limits), new PairFlow(limits));
            bool[] chosen = [.. weights.Select(_ => random.Next(2) == 0)];
            long[] prices = [.. limits.Maximum.Select(_ => random.NextInt64(-3, 9_000))];

            var feasible = cold.Solve(weights, CancellationToken.None);
            Assert.That(warm.SolveFrom(weights, chosen, prices, random.Next(100), CancellationToken.None), Is.EqualTo(feasible), $"seed {seed}");
            if (!feasible)
                continue;
            Assert.That(PairFlowInstances.Fault(limits, weights, warm.Chosen, warm.Prices, warm.RoomPrice), Is.Null, $"seed {seed}");
            Assert.That(PairFlowInstances.Value(limits, weights, warm.Chosen), Is.EqualTo(PairFlowInstances.Value(limits, weights, cold.Chosen)), $"seed {seed}");
        }
    }

    [Test]
    public void SolveFrom_TheOptimum_TakesNoStep()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            var limits = Many(random);
            var weights = PairFlowInstances.Weights(random, limits.PairFund.Length);
            var (cold, warm) = (new PairFlow(limits), new PairFlow(limits));
            if (!cold.Solve(weights, CancellationToken.None))
                continue;

            warm.SolveFrom(weights, cold.Chosen, cold.Prices, cold.RoomPrice, CancellationToken.None);

            Assert.That(warm.Steps, Is.Zero, $"seed {seed}");
            Assert.That(warm.Chosen.SequenceEqual(cold.Chosen), Is.True, $"seed {seed}");
        }
    }

    [Test]
    public void Solve_WithoutASimplexStepAllowed_CostScalingAgreesWithTryingEverySet()
    {
        for (var seed = 0; seed < 2_000; seed++)
        {
            var random = new Random(seed);
            var limits = PairFlowInstances.Tiny(random);
            var flow = new PairFlow(limits, mostSteps: 0);
            var weights = PairFlowInstances.Weights(random, limits.PairFund.Length);
            var feasible = flow.Solve(weights, CancellationToken.None);
            var best = PairFlowInstances.Best(limits, weights);
            Assert.That(feasible, Is.EqualTo(best is not null), $"seed {seed}");
            Assert.That(flow.Steps, Is.Zero);
            if (!feasible)
                continue;
            Assert.That(PairFlowInstances.Fault(limits, weights, flow.Chosen, flow.Prices, flow.RoomPrice), Is.Null, $"seed {seed}");
            Assert.That(PairFlowInstances.Value(limits, weights, flow.Chosen), Is.EqualTo(best), $"seed {seed}");
        }
    }

    // Weights that hardly tie, so that only one choice is best: whichever way leads there, and also after giving up on the way.
    [TestCase(0)]
    [TestCase(25)]
    [TestCase(null)]
    public void Solve_WeightsWithoutTies_IsTheSameChoiceWhicheverWay(int? mostSteps)
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var limits = Many(random);
            var (cold, warm, bounded) = (new PairFlow(limits), new PairFlow(limits), new PairFlow(limits, mostSteps));
            warm.Solve(PairFlowInstances.Weights(random, limits.PairFund.Length), CancellationToken.None);
            for (var time = 0; time < 2; time++)
            {
                long[] weights = [.. limits.PairFund.Select(_ => random.NextInt64(-(1L << 34), 1L << 38))];
                if (!cold.Solve(weights, CancellationToken.None))
                    continue;
                Assert.That((warm.Solve(weights, CancellationToken.None), bounded.Solve(weights, CancellationToken.None)), Is.EqualTo((true, true)));
                Assert.That(warm.Chosen.SequenceEqual(cold.Chosen), Is.True, $"seed {seed}, {time}, warm");
                Assert.That(bounded.Chosen.SequenceEqual(cold.Chosen), Is.True, $"seed {seed}, {time}, bounded");
                Assert.That(PairFlowInstances.Fault(limits, weights, bounded.Chosen, bounded.Prices, bounded.RoomPrice), Is.Null, $"seed {seed}, {time}");
            }
        }
    }

    // Every step of such a problem that moves nothing must still get somewhere: weights alike and no slack anywhere.
    [Test]
    public void Solve_MinimumEqualToMaximumAndEqualWeights_DoesNotCycle()
    {
        for (var size = 2; size <= 40; size += 2)
        {
            var limits = new PairFlowLimits
            {
                Startups = size,
                Funds = size,
                Minimum = [.. Enumerable.Repeat(size / 2, 2 * size)],
                Maximum = [.. Enumerable.Repeat(size / 2, 2 * size)],
                Room = size * size / 2,
                PairStartup = [.. Enumerable.Range(0, size * size).Select(i => i / size)],
                PairFund = [.. Enumerable.Range(0, size * size).Select(i => i % size)],
            };
            var flow = new PairFlow(limits);
            for (var time = 0; time < 3; time++)
            {
                long[] weights = [.. Enumerable.Range(0, size * size).Select(i => time == 0 ? 5L : (i / size * (i % size)) % (time + 1))];
                Assert.That(flow.Solve(weights, CancellationToken.None), Is.True);
                Assert.That(PairFlowInstances.Fault(limits, weights, flow.Chosen, flow.Prices, flow.RoomPrice), Is.Null, $"{size}, {time}");
                Assert.That(flow.Steps, Is.LessThan(40L * size * size * (time + 1)), $"{size}, {time}");
            }
        }
    }

    [Test]
    public void Solve_WeightsWhoseSumsDoNotFit_Throws()
    {
        var limits = PairFlowInstances.Make(new Random(1), 5, 5, 20, 4);
        var weights = Enumerable.Repeat(1L << 58, limits.PairFund.Length).ToArray();

        Assert.That(() => new PairFlow(limits).Solve(weights, CancellationToken.None), Throws.InstanceOf<OverflowException>());
    }

    [Test]
    public void Solve_Cancelled_Throws()
    {
        var limits = Many(new Random(1));

        Assert.That(() => new PairFlow(limits).Solve(new long[limits.PairFund.Length], new CancellationToken(canceled: true)),
            Throws.InstanceOf<OperationCanceledException>());
    }

    private static PairFlowLimits Many(Random random) =>
        PairFlowInstances.Make(random, random.Next(5, 60), random.Next(5, 40), random.Next(50, 1_500), random.Next(3, 14));
}
