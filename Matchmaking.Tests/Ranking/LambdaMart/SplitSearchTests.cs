using System.Runtime.Intrinsics;
using Matchmaking.Ranking.LambdaMart;
using Matchmaking.Ranking.Trainers;
using Matchmaking.Tests.Ranking.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.LambdaMart;

internal sealed class SplitSearchTests
{
    [Test]
    public void Best_AnyLeaf_GainsAsMuchAsTryingEverything([Values(0, 1, -1)] int constraint, [Values] bool withL2)
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var options = new BoostingOptions
            {
                MinRowsInLeaf = random.Next(1, 20),
                MinHessianInLeaf = random.Next(2) * 500,
                L2 = withL2 ? 300 : 0,
                Monotone = [constraint, constraint, constraint, constraint],
            };
            var set = RandomSets.Make(seed, 20, 4).Set;
            var binned = BinnedRows.Of(set, 12, new(1), default);
            int[] gradients = [.. Enumerable.Range(0, set.Rows).Select(_ => random.Next(-500, 500))];
            int[] hessians = [.. Enumerable.Range(0, set.Rows).Select(_ => random.Next(0, 200))];
            long[] packed = [.. gradients.Zip(hessians, PackedGradient.Of)];
            var cells = new Vector128<long>[binned.Cells];
            new HistogramBuilder(binned, new(1)).Fill(cells, Enumerable.Range(0, set.Rows).ToArray(), packed);
            var leaf = new LeafSums(gradients.Sum(), hessians.Sum(), set.Rows);

            var best = new SplitSearch(binned, options, 1).Best(cells, leaf, AnswerRange.All);

            Assert.That(best?.Gain ?? 0, Is.EqualTo(MostGain(binned, options, gradients, hessians, constraint)).Within(1e-9).Percent);
            if (best is { } split)
                Assert.That(Sums(binned, split.Feature, split.Bin, split.MissingRight, gradients, hessians), Is.EqualTo(split.Left));
        }
    }

    [Test]
    public void Best_NothingMissing_LaterMissingGoWithTheLargerSide()
    {
        var rows = Enumerable.Range(0, 100).Select(i => i < 30 ? 1f : 2f).ToArray();
        var binned = BinnedRows.Of(RankingSet.Create(new(rows, 1), [.. Enumerable.Range(0, 100).Select(i => (double)(i % 2))], [100]), 12, new(1), default);
        long[] packed = [.. Enumerable.Range(0, 100).Select(i => PackedGradient.Of(binned.Column(0)[i] == 1 ? -10 : 10, 10))];
        var cells = new Vector128<long>[binned.Cells];
        new HistogramBuilder(binned, new(1)).Fill(cells, Enumerable.Range(0, 100).ToArray(), packed);

        var best = new SplitSearch(binned, new() { MinRowsInLeaf = 5 }, 1).Best(cells, new(400, 1000, 100), AnswerRange.All);

        Assert.That((best!.Value.Left.Rows, best.Value.MissingRight), Is.EqualTo((30, true)));
    }

    private static double MostGain(BinnedRows binned, BoostingOptions options, int[] gradients, int[] hessians, int given)
    {
        var most = 0.0;
        var whole = new LeafSums(gradients.Sum(), hessians.Sum(), gradients.Length);
        for (var feature = 0; feature < binned.Features; feature++)
        {
            for (var bin = 0; bin <= 12; bin++)
            {
                foreach (var missingRight in (bool[])[false, true])
                {
                    var left = Sums(binned, feature, bin, missingRight, gradients, hessians);
                    var right = whole - left;
                    if (Math.Min(left.Rows, right.Rows) < options.MinRowsInLeaf || Math.Min(left.Hessian, right.Hessian) < Math.Max(1, options.MinHessianInLeaf))
                        continue;
                    double Answer(LeafSums s) => -s.Gradient / (s.Hessian + options.L2);
                    double Gain(LeafSums s) => s.Gradient * (double)s.Gradient / (s.Hessian + options.L2);
                    // Missing values alone on one side: there is no order to keep.
                    var constraint = bin == 0 || bin >= binned.Bounds(feature).Count ? 0 : given;
                    if (constraint * (Answer(right) - Answer(left)) >= 0)
                        most = Math.Max(most, Gain(left) + Gain(right) - Gain(whole));
                }
            }
        }

        return most;
    }

    private static LeafSums Sums(BinnedRows binned, int feature, int bin, bool missingRight, int[] gradients, int[] hessians)
    {
        int[] rows = [.. Enumerable.Range(0, binned.Rows).Where(r => binned.Column(feature)[r] is var b && (b == 0 ? !missingRight : b <= bin))];
        return new(rows.Sum(r => (long)gradients[r]), rows.Sum(r => (long)hessians[r]), rows.Length);
    }
}
