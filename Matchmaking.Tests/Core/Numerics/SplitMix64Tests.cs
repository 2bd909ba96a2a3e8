using Matchmaking.Core.Numerics;
using NUnit.Framework;

namespace Matchmaking.Tests.Core.Numerics;

internal sealed class SplitMix64Tests
{
    // The reference implementation's first numbers for the seed below.
    private static readonly ulong[] _published = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];

    [Test]
    public void Next_PublishedSeed_PublishedNumbers()
    {
        var random = new SplitMix64(1234567);

        ulong[] numbers = [random.Next(), random.Next(), random.Next(), random.Next(), random.Next()];

        Assert.That(numbers, Is.EqualTo(_published));
    }

    [Test]
    public void Below_ManyDraws_AllNumbersAboutEquallyOften()
    {
        var random = new SplitMix64(5);
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++)
            counts[random.Below(7)]++;

        Assert.That(counts, Is.All.InRange(9_600, 10_400));
        Assert.That(() => random.Below(0), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Choose_Some_StandInFrontAndNothingIsLost()
    {
        var firsts = new HashSet<int>();
        for (var seed = 0UL; seed < 200; seed++)
        {
            var random = new SplitMix64(seed);
            int[] items = [.. Enumerable.Range(0, 10)];

            random.Choose(items.AsSpan(), 3);

            Assert.That(items.Order(), Is.EqualTo(Enumerable.Range(0, 10)));
            firsts.Add(items[0]);
        }

        Assert.That(firsts, Has.Count.EqualTo(10));
    }
}
