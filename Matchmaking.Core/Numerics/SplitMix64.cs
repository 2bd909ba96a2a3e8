namespace Matchmaking.Core.Numerics;

/// <summary>
/// SplitMix64 (G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014): the same numbers for a seed on any
/// machine and any version of the runtime. For sampling, not for secrets.
/// </summary>
/// <param name="seed">Any number.</param>
public struct SplitMix64(ulong seed)
{
    private const ulong Gamma = 0x9E3779B97F4A7C15;

    private ulong _state = seed;

    /// <summary>The number that follows a state: every bit of the state reaches every bit of it.</summary>
    public static ulong Mix(ulong state)
    {
        var z = state + Gamma;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    public ulong Next()
    {
        var number = Mix(_state);
        _state += Gamma;
        return number;
    }

    /// <summary>A whole number from 0 to below a bound, all equally likely (to 2^-32 of the bound).</summary>
    /// <param name="bound">At least 1.</param>
    public int Below(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        return (int)(((Next() >> 32) * (ulong)bound) >> 32);
    }

    /// <summary>Brings a random choice of items to the front, in random order (Fisher and Yates).</summary>
    /// <param name="items">Exchanged in place.</param>
    /// <param name="count">How many are chosen, up to all.</param>
    public void Choose<T>(Span<T> items, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var other = i + Below(items.Length - i);
            (items[i], items[other]) = (items[other], items[i]);
        }
    }
}
