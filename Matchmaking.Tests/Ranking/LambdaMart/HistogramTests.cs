using System.Runtime.Intrinsics;
using Matchmaking.Ranking.LambdaMart;
using Matchmaking.Tests.Ranking.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.LambdaMart;

internal sealed class HistogramTests
{
    [Test]
    public void Fill_AnyRowsAndThreads_AsAddedOneByOne([Values(1, 2, 5)] int threads, [Values(1, 7, 33)] int features)
    {
        var random = new Random(features);
        var set = RandomSets.Make(4, 700, Math.Max(4, features), 60).Set;
        var binned = BinnedRows.Of(set, 255, new(threads), default);
        var gradients = new int[set.Rows];
        var hessians = new int[set.Rows];
        var packed = new long[set.Rows];
        for (var row = 0; row < set.Rows; row++)
        {
            // The largest that there may be, in every row: no field runs into the next.
            (gradients[row], hessians[row]) = (random.Next(2) == 0 ? -(1 << PackedGradient.GradientBits) : random.Next(1 << PackedGradient.GradientBits), 1 << PackedGradient.HessianBits);
            packed[row] = PackedGradient.Of(gradients[row], hessians[row]);
        }

        int[] rows = [.. Enumerable.Range(0, set.Rows).Where(_ => random.Next(4) > 0)];
        var cells = new Vector128<long>[binned.Cells];
        var builder = new HistogramBuilder(binned, new(threads));
        builder.Fill(cells, rows, packed);
        builder.Fill(cells, rows, packed);

        for (var feature = 0; feature < binned.Features; feature++)
        {
            for (var bin = 0; bin <= binned.Bounds(feature).Count; bin++)
            {
                int[] inBin = [.. rows.Where(r => binned.Column(feature)[r] == bin)];
                var expected = new LeafSums(inBin.Sum(r => (long)gradients[r]), inBin.Sum(r => (long)hessians[r]), inBin.Length);
                Assert.That(LeafSums.Of(cells[binned.CellStarts[feature] + bin]), Is.EqualTo(expected));
            }
        }
    }

    [Test]
    public void Subtract_Child_LeavesTheSibling()
    {
        var set = RandomSets.Make(5, 50).Set;
        var binned = BinnedRows.Of(set, 16, new(1), default);
        long[] packed = [.. Enumerable.Range(0, set.Rows).Select(r => PackedGradient.Of(r % 100 - 50, r % 37))];
        var builder = new HistogramBuilder(binned, new(1));
        var (all, some, rest) = (new Vector128<long>[binned.Cells], new Vector128<long>[binned.Cells], new Vector128<long>[binned.Cells]);
        builder.Fill(all, Enumerable.Range(0, set.Rows).ToArray(), packed);
        builder.Fill(some, Enumerable.Range(0, set.Rows).Where(r => r % 3 == 0).ToArray(), packed);
        builder.Fill(rest, Enumerable.Range(0, set.Rows).Where(r => r % 3 != 0).ToArray(), packed);

        Histogram.Subtract(all, some);

        Assert.That(all, Is.EqualTo(rest));
    }
}
