using Matchmaking.Ranking.Calibration;
using Matchmaking.Ranking.Trees;
using Matchmaking.Tests.Ranking.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Calibration;

internal sealed class PlattScalingTests
{
    [TestCase(0.4, -1.5)]
    [TestCase(3, 2)]
    public void Fit_OutcomesOfALogisticTruth_FindsIt(double slope, double intercept)
    {
        var random = new Random(1);
        double[] scores = [.. Enumerable.Range(0, 200_000).Select(_ => random.NextDouble() * 6 - 3)];
        bool[] outcomes = [.. scores.Select(s => random.NextDouble() < Probability(slope * s + intercept))];

        var fitted = PlattScaling.Fit(scores, outcomes);

        Assert.That(fitted.Slope, Is.EqualTo(slope).Within(0.03 * slope));
        Assert.That(fitted.Intercept, Is.EqualTo(intercept).Within(0.03));
    }

    [Test]
    public void Fit_AnyOutcomes_NoNeighbourIsLikelier()
    {
        var random = new Random(2);
        for (var trial = 0; trial < 30; trial++)
        {
            double[] scores = [.. Enumerable.Range(0, random.Next(2, 60)).Select(_ => random.NextDouble() * 20 - 10)];
            bool[] outcomes = [.. scores.Select(s => random.NextDouble() * 10 < s)];

            var fitted = PlattScaling.Fit(scores, outcomes);

            var best = Loss(fitted, scores, outcomes);
            foreach (var (slope, intercept) in new[] { (1e-3, 0.0), (-1e-3, 0), (0, 1e-3), (0, -1e-3) })
            {
                var other = new PlattScaling(fitted.Slope + slope, fitted.Intercept + intercept);
                if (other.Slope >= PlattScaling.LeastSlope)
                    Assert.That(Loss(other, scores, outcomes), Is.GreaterThanOrEqualTo(best - 1e-9));
            }
        }
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Fit_AllOutcomesAlike_FiniteAndBelievable(bool wanted)
    {
        var fitted = PlattScaling.Fit([1, 2, 3, 4, 5, 6, 7, 8], [.. Enumerable.Repeat(wanted, 8)]);

        var probability = Probability(fitted.Slope * 4.5 + fitted.Intercept);
        Assert.That(wanted ? probability : 1 - probability, Is.EqualTo(0.9).Within(0.01), "(8 + 1) / (8 + 2)");
    }

    [Test]
    public void Fit_OutcomesFallWithTheScore_OrderStaysAndTheMeanIsRight()
    {
        double[] scores = [.. Enumerable.Range(0, 1000).Select(i => i / 100.0)];

        var fitted = PlattScaling.Fit(scores, [.. scores.Select((s, i) => i % 10 == 0 && s < 5)]);

        Assert.That(fitted.Slope, Is.EqualTo(PlattScaling.LeastSlope));
        Assert.That(scores.Average(s => Probability(fitted.Slope * s + fitted.Intercept)), Is.EqualTo(0.05).Within(0.005));
    }

    [Test]
    public void Fit_EqualOrHugeScores_Finite()
    {
        foreach (var scale in new[] { 0, 1e-6, 1e5 })
        {
            var fitted = PlattScaling.Fit([scale, -scale, scale, scale], [true, false, false, true]);
            Assert.That(double.IsFinite(fitted.Slope) && double.IsFinite(fitted.Intercept) && fitted.Slope > 0, Is.True, $"{scale}: {fitted}");
        }
    }

    [Test]
    public void Fit_NothingToFit_Refused()
    {
        Assert.That(() => PlattScaling.Fit([], []), Throws.ArgumentException);
        Assert.That(() => PlattScaling.Fit([1], [true, false]), Throws.ArgumentException);
        Assert.That(() => PlattScaling.Fit([double.NaN], [true]), Throws.ArgumentException);
    }

    [Test]
    public void Fold_RandomTrees_RawScoreIsTheScaledScore()
    {
        var random = new Random(4);
        var ensemble = RandomTrees.Ensemble(random, 6, 40, 12);
        var scaling = new PlattScaling(0.37, -1.25);

        var folded = scaling.Fold(ensemble);

        foreach (var row in RandomTrees.Rows(random, 200, 6).Chunk(6))
        {
            var expected = 0.37 * FixedScore.ToDouble(ensemble.Score(row)) - 1.25;
            Assert.That(FixedScore.ToDouble(folded.Score(row)), Is.EqualTo(expected).Within(41 * Math.Pow(2, -33)), "half a step for each of 40 leaves and the baseline");
        }
    }

    private static double Probability(double odds) => 1 / (1 + Math.Exp(-odds));

    private static double Loss(PlattScaling scaling, double[] scores, bool[] outcomes)
    {
        var wanted = outcomes.Count(o => o);
        var (high, low) = ((wanted + 1.0) / (wanted + 2.0), 1 / (outcomes.Length - wanted + 2.0));
        return scores.Zip(outcomes).Sum(p =>
        {
            var probability = Probability(scaling.Slope * p.First + scaling.Intercept);
            var target = p.Second ? high : low;
            return -target * Math.Log(probability) - (1 - target) * Math.Log(1 - probability);
        });
    }
}
