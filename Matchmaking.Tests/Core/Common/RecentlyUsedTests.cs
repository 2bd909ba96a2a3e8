using Matchmaking.Core.Common;
using NUnit.Framework;

namespace Matchmaking.Tests.Core.Common;

internal sealed class RecentlyUsedTests
{
    [Test]
    public void Set_MoreThanFit_ThoseNotUsedForLongestGo()
    {
        var kept = new RecentlyUsed<string, int>(2);
        kept.Set("a", 1);
        kept.Set("b", 2);
        kept.TryUse("a", out _);

        kept.Set("c", 3);

        Assert.That(Keys(kept), Is.EqualTo("a c"));
    }

    [Test]
    public void TryPeek_OfTheOldest_LeavesItTheOldest()
    {
        var kept = new RecentlyUsed<string, int>(2);
        kept.Set("a", 1);
        kept.Set("b", 2);

        Assert.That((kept.TryPeek("a", out var value), value), Is.EqualTo((true, 1)));
        Assert.That((kept.TryPeekOldest(out var key, out value), key, value), Is.EqualTo((true, "a", 1)));
        kept.Set("c", 3);

        Assert.That(Keys(kept), Is.EqualTo("b c"));
    }

    [Test]
    public void Set_KnownKey_ReplacesTheValueItsWeightAndItsPlace()
    {
        var kept = new RecentlyUsed<string, int>(10, value => value);
        kept.Set("a", 4);
        kept.Set("b", 5);

        kept.Set("a", 2);
        Assert.That((kept.Weight, kept.TryPeek("a", out var value), value), Is.EqualTo((7, true, 2)));
        kept.Set("c", 4);

        Assert.That((Keys(kept), kept.Weight), Is.EqualTo(("a c", 6)));
    }

    [Test]
    public void Set_HeavyValue_SeveralGo()
    {
        var kept = new RecentlyUsed<string, int>(10, value => value);
        foreach (var key in (string[])["a", "b", "c"])
            kept.Set(key, 3);

        kept.Set("d", 7);

        Assert.That((Keys(kept), kept.Weight), Is.EqualTo(("c d", 10)), "exactly the bound fits");
    }

    [Test]
    public void Set_HeavierThanTheBound_NothingIsKept()
    {
        var kept = new RecentlyUsed<string, int>(10, value => value);
        kept.Set("a", 3);

        kept.Set("b", 11);

        Assert.That((kept.Count, kept.Weight, kept.TryUse("b", out _), kept.TryPeekOldest(out _, out _)), Is.EqualTo((0, 0, false, false)));
    }

    [Test]
    public void Remove_KnownAndUnknown_TheKnownGoes()
    {
        var kept = new RecentlyUsed<string, int>(10, value => value);
        kept.Set("a", 3);
        kept.Set("b", 4);

        kept.Remove("a");
        kept.Remove("z");

        Assert.That((Keys(kept), kept.Weight), Is.EqualTo(("b", 4)));
    }

    [Test]
    public void AnySteps_EqualAPlainList([Range(1, 5)] int seed)
    {
        var random = new Random(seed);
        var kept = new RecentlyUsed<int, int>(20, value => value);
        var plain = new List<(int Key, int Value)>();
        for (var step = 0; step < 2_000; step++)
        {
            var (key, value) = (random.Next(12), random.Next(8));
            var at = plain.FindIndex(p => p.Key == key);
            switch (random.Next(3))
            {
                case 0:
                    Assert.That(kept.TryUse(key, out var found) ? found : -1, Is.EqualTo(at < 0 ? -1 : plain[at].Value));
                    if (at >= 0)
                        plain = [.. plain.Where(p => p.Key != key), plain[at]];
                    break;
                case 1:
                    kept.Remove(key);
                    plain.RemoveAll(p => p.Key == key);
                    break;
                default:
                    kept.Set(key, value);
                    plain = [.. plain.Where(p => p.Key != key), (key, value)];
                    while (plain.Sum(p => p.Value) > 20)
                        plain.RemoveAt(0);
                    break;
            }

            Assert.That((kept.Count, kept.Weight), Is.EqualTo((plain.Count, plain.Sum(p => p.Value))));
        }
    }

    private static string Keys(RecentlyUsed<string, int> kept) => string.Join(' ', ((string[])["a", "b", "c", "d"]).Where(k => kept.TryPeek(k, out _)));
}
