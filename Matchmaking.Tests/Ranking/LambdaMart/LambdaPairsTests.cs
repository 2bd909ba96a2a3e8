using Matchmaking.Ranking.LambdaMart;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.LambdaMart;

internal sealed class LambdaPairsTests
{
    [Test]
    public void Fill_AnyGroup_AsPairByPair([Values(1, 2, 7, 8, 9, 60, 100)] int count, [Values(3, 30)] int truncation, [Values] bool allEqual, [Values] bool weighted)
    {
        var random = new Random(count);
        float[] scores = [.. Enumerable.Range(0, count).Select(_ => allEqual ? 0.5f : (float)(random.NextDouble() * 100 - 50) * (random.Next(2) == 0 ? 1 : 0.001f)).OrderDescending()];
        int[] labels = [.. Enumerable.Range(0, count).Select(_ => random.Next(5))];
        var room = LambdaPairs.RoomFor(count);
        var (gradients, hessians) = (new float[room], new float[room]);
        // What earlier groups left behind must not count.
        Array.Fill(gradients, 9);
        float[] padded = [.. scores, .. Enumerable.Repeat(LambdaPairs.Nowhere, room - count)];
        float[] gains = [.. labels.Select(l => (1 << l) - 1), .. Enumerable.Repeat(0, room - count)];

        float[] winners = [.. Enumerable.Range(0, count).Select(_ => weighted ? 1 + 9 * random.NextSingle() : 1)];
        var pairRoom = Enumerable.Repeat(7f, room).ToArray();

        var forces = LambdaPairs.Fill(
            count, padded, gains, new PairWeights(120, truncation, gapShare: 2), weighted ? new WinnerWeights(winners, pairRoom) : default, gradients, hessians);

        var (slowGradients, slowHessians, slowForces) = Plain(scores, labels, winners, truncation, allEqual);
        var tolerance = 1e-4 * (1 + slowGradients.Select(Math.Abs).DefaultIfEmpty().Max());
        Assert.That(forces, Is.EqualTo(slowForces).Within(1e-4 * (1 + slowForces)));
        for (var i = 0; i < count; i++)
        {
            Assert.That(gradients[i], Is.EqualTo(slowGradients[i]).Within(tolerance));
            Assert.That(hessians[i], Is.EqualTo(slowHessians[i]).Within(tolerance));
            Assert.That(hessians[i], Is.Not.Negative);
        }
    }

    [Test]
    public void PairWeights_HandWorked_ExchangeAndGap()
    {
        var weights = new PairWeights(10, 5, gapShare: 2);

        // Ranks 1 and 3: 1/log2(2) - 1/log2(4) = 0.5 to exchange them, and twice 1/log2(3) - 1/log2(4) for two places apart.
        Assert.That(weights.Of(0, 8)[2], Is.EqualTo(0.5 + 2 * (1 / Math.Log2(3) - 0.5)).Within(1e-6));
        Assert.That(weights.Of(2, 8)[..3].ToArray(), Is.All.Zero, "no pair with a rank above, nor with itself");
        Assert.That(weights.Truncation, Is.EqualTo(5));
        Assert.That(new PairWeights(10, 5, gapShare: 0).Of(0, 8)[2], Is.EqualTo(0.5).Within(1e-6), "LambdaRank: the exchange alone");
    }

    private static (double[] Gradients, double[] Hessians, double Forces) Plain(float[] scores, int[] labels, float[] winners, int truncation, bool allEqual)
    {
        var (gradients, hessians, forces) = (new double[scores.Length], new double[scores.Length], 0.0);
        double D(int rank) => 1 / Math.Log2(rank + 1);
        for (var i = 0; i < scores.Length; i++)
        {
            for (var j = i + 1; j < scores.Length; j++)
            {
                if (labels[i] == labels[j] || i >= truncation)
                    continue;
                var (high, low) = labels[i] > labels[j] ? (i, j) : (j, i);
                double lead = scores[high] - scores[low];
                var weight = (Math.Pow(2, labels[high]) - Math.Pow(2, labels[low])) * (D(i + 1) - D(j + 1) + 2 * (D(j - i) - D(j - i + 1)));
                if (scores.Length > 1 && !allEqual)
                    weight /= 0.01 + Math.Abs(lead);
                var wrong = 1 / (1 + Math.Exp(lead));
                weight *= winners[high];
                gradients[high] -= wrong * weight;
                gradients[low] += wrong * weight;
                hessians[high] += wrong * (1 - wrong) * weight;
                hessians[low] += wrong * (1 - wrong) * weight;
                forces += 2 * wrong * weight;
            }
        }

        return (gradients, hessians, forces);
    }
}
