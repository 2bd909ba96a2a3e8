namespace Matchmaking.Ranking.LambdaMart;

/// <summary>Single-precision numbers as whole numbers of the same order, and a radix sort of those.</summary>
internal static class FloatKeys
{
    private const int Bits = 11;
    private const int Buckets = 1 << Bits;

    /// <summary>-0 and +0 get the same key. Not for NaN.</summary>
    public static uint Of(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value + 0f);
        return bits ^ ((uint)((int)bits >> 31) | 0x80000000);
    }

    public static float ToFloat(uint key) => BitConverter.UInt32BitsToSingle(key ^ (((key >> 31) - 1) | 0x80000000));

    /// <summary>Sorts in three passes of eleven bits; <paramref name="other"/> is as long and is overwritten.</summary>
    public static void Sort(Span<uint> keys, Span<uint> other)
    {
        Span<int> counts = stackalloc int[3 * Buckets];
        counts.Clear();
        foreach (var key in keys)
        {
            counts[(int)(key & (Buckets - 1))]++;
            counts[Buckets + (int)((key >> Bits) & (Buckets - 1))]++;
            counts[2 * Buckets + (int)(key >> (2 * Bits))]++;
        }

        Pass(keys, other, counts[..Buckets], 0);
        Pass(other, keys, counts.Slice(Buckets, Buckets), Bits);
        Pass(keys, other, counts[(2 * Buckets)..], 2 * Bits);
        other.CopyTo(keys);
    }

    private static void Pass(ReadOnlySpan<uint> from, Span<uint> to, Span<int> counts, int shift)
    {
        var sum = 0;
        foreach (ref var count in counts)
            (count, sum) = (sum, sum + count);
        foreach (var key in from)
            to[counts[(int)((key >> shift) & (Buckets - 1))]++] = key;
    }
}
