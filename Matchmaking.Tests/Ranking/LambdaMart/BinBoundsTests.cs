using Matchmaking.Ranking.LambdaMart;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.LambdaMart;

internal sealed class BinBoundsTests
{
    [Test]
    public void Of_FewValues_OneBinEach()
    {
        var bounds = Of([3, -0f, 0f, float.MaxValue, -5, 3], 255);

        Assert.That(bounds.Count, Is.EqualTo(4));
        Assert.That((bounds.BinOf(-5), bounds.BinOf(-0f), bounds.BinOf(0f), bounds.BinOf(3), bounds.BinOf(float.MaxValue)), Is.EqualTo((1, 2, 2, 3, 4)));
        Assert.That((bounds.BinOf(float.NaN), bounds.BinOf(-100), bounds.BinOf(1.4f), bounds.BinOf(1.6f)), Is.EqualTo((0, 1, 2, 3)), "new values: to the nearer");
    }

    [Test]
    public void Of_NeighbouringNumbers_KeptApart()
    {
        var next = BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(1f) + 1);
        var bounds = Of([1f, next], 255);

        Assert.That((bounds.Count, bounds.BinOf(1f), bounds.BinOf(next)), Is.EqualTo((2, 1, 2)));
    }

    [Test]
    public void Of_ManyValues_BinsOfAboutTheSameSize([Values(2, 10, 255)] int most)
    {
        var random = new Random(most);
        float[] values = [.. Enumerable.Range(0, 20_000).Select(_ => (float)Math.Exp(random.NextDouble() * 20 - 10))];
        var bounds = Of(values, most);

        var sizes = values.GroupBy(bounds.BinOf).Select(g => g.Count()).ToArray();
        Assert.That((bounds.Count, sizes.Length), Is.EqualTo((most, most)));
        Assert.That(sizes, Is.All.InRange(20_000 / most / 2, 20_000 / most * 2 + 2));
    }

    [Test]
    public void Of_ValueWithManyRows_StandsAlone()
    {
        float[] values = [.. Enumerable.Repeat(50f, 3000), .. Enumerable.Range(0, 3000).Select(i => i / 30f)];
        var bounds = Of(values, 16);

        var with50 = values.Where(v => bounds.BinOf(v) == bounds.BinOf(50)).Distinct();
        Assert.That(with50.Single(), Is.EqualTo(50f));
        Assert.That(bounds.Count, Is.LessThanOrEqualTo(16));
    }

    [Test]
    public void BinOf_AnyValue_AgreesWithTheThresholds()
    {
        var random = new Random(3);
        for (var round = 0; round < 50; round++)
        {
            float[] values = [.. Enumerable.Range(0, random.Next(1, 500)).Select(_ => (float)((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-30, 30))))];
            var bounds = Of(values, random.Next(2, 256));
            foreach (var value in values)
            {
                for (var bin = 1; bin <= bounds.Count; bin++)
                    Assert.That(bounds.BinOf(value) <= bin, Is.EqualTo(value <= bounds.Threshold(bin)));
            }
        }
    }

    [Test]
    public void Of_NoValue_OneBin() => Assert.That(Of([], 255).Count, Is.EqualTo(1));

    [Test]
    public void Keys_AnyNumbers_SameOrder()
    {
        var random = new Random(9);
        float[] values = [float.MinValue, -1, -float.Epsilon, 0, float.Epsilon, 1, float.MaxValue, .. Enumerable.Range(0, 5000).Select(_ => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue))).Where(float.IsFinite)];
        var keys = Array.ConvertAll(values, FloatKeys.Of);

        FloatKeys.Sort(keys, new uint[keys.Length]);

        Assert.That(Array.ConvertAll(keys, FloatKeys.ToFloat), Is.EqualTo(values.Order()));
    }

    private static BinBounds Of(float[] values, int most)
    {
        var keys = Array.ConvertAll(values, FloatKeys.Of);
        return BinBounds.Of(keys, new uint[keys.Length], most);
    }
}
