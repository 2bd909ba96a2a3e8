namespace Matchmaking.Api.Demo;

/// <summary>
/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers on every machine and in every version of the runtime. Each theme
/// of the season has a stream of its own, so that a change in one does not shift the others.
/// </summary>
internal sealed class DemoRandom
{
    private const ulong Seed = 0x5748_2026_0D3A_0001;

    private ulong _state;

    private DemoRandom(ulong state) => _state = state;

    /// <summary>The stream of a theme, or of one item of it.</summary>
    public static DemoRandom For(string theme, int item = 0)
    {
        // FNV-1a, as string.GetHashCode differs from process to process.
        var hash = 0xCBF2_9CE4_8422_2325UL;
        foreach (var c in theme)
            hash = (hash ^ c) * 0x100_0000_01B3UL;
        return new(Seed ^ hash ^ ((ulong)item * 0xD6E8_FEB8_6659_FD93UL));
    }

    public ulong Next()
    {
        _state += 0x9E37_79B9_7F4A_7C15UL;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EBUL;
        return z ^ (z >> 31);
    }

    /// <summary>0 to below 1, in steps of 2^-53.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    public double Between(double low, double high) => low + ((high - low) * Unit());

    /// <summary>Both ends included.</summary>
    public int Between(int low, int high) => low + (int)(Next() % (ulong)(high - low + 1));

    public bool Chance(double probability) => Unit() < probability;

    public T Pick<T>(IReadOnlyList<T> items) => items[Between(0, items.Count - 1)];

    /// <summary>An item with a probability proportional to its weight; weights are not negative and not all 0.</summary>
    public T Pick<T>(IReadOnlyList<T> items, Func<T, double> weight)
    {
        var total = 0.0;
        foreach (var item in items)
            total += weight(item);
        var left = Unit() * total;
        foreach (var item in items)
        {
            left -= weight(item);
            if (left < 0)
                return item;
        }

        return items[^1];
    }

    /// <summary>Nearly normal, mean 0 and deviation 1: twelve uniform numbers added up, so that no logarithm is needed.</summary>
    public double Noise()
    {
        var sum = -6.0;
        for (var i = 0; i < 12; i++)
            sum += Unit();
        return sum;
    }

    /// <summary>So many different items, in random order; all when there are fewer.</summary>
    public List<T> Sample<T>(IEnumerable<T> items, int count)
    {
        var pool = items.ToList();
        var taken = Math.Min(count, pool.Count);
        for (var i = 0; i < taken; i++)
        {
            var other = Between(i, pool.Count - 1);
            (pool[i], pool[other]) = (pool[other], pool[i]);
        }

        return pool[..taken];
    }
}
