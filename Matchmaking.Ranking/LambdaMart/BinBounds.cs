namespace Matchmaking.Ranking.LambdaMart;

/// <summary>
/// The bins of one feature: bin b from 1 holds the values above bound b-1 and up to bound b, the last one all above its lower
/// bound; bin 0 is for missing values. Bounds follow from the values alone, not from their order.
/// </summary>
internal sealed class BinBounds
{
    private const int LowBits = 16;

    private readonly float[] _upper;

    // The bin of the smallest number of each run of numbers that share their upper half: from there it is a step or two.
    private readonly byte[] _first = new byte[1 << LowBits];

    private BinBounds(float[] upper)
    {
        _upper = upper;
        var bin = 1;
        for (var high = 0; high < _first.Length; high++)
        {
            while (bin <= upper.Length && FloatKeys.Of(upper[bin - 1]) < (uint)high << LowBits)
                bin++;
            _first[high] = (byte)bin;
        }
    }

    /// <summary>Bins of present values, at least 1.</summary>
    public int Count => _upper.Length + 1;

    /// <summary>The threshold of a split after a bin; above all numbers after the last one.</summary>
    public float Threshold(int bin) => bin <= _upper.Length ? _upper[bin - 1] : float.MaxValue;

    public byte BinOf(float value)
    {
        if (float.IsNaN(value))
            return 0;
        var bin = (int)_first[FloatKeys.Of(value) >> LowBits];
        var upper = _upper;
        while (bin <= upper.Length && value > upper[bin - 1])
            bin++;
        return (byte)bin;
    }

    /// <summary>
    /// A bin for each value where there are few; otherwise bins with about as many rows each, where a value with more rows
    /// than that stands alone.
    /// </summary>
    /// <param name="keys">Present values as <see cref="FloatKeys"/>, in any order; sorted here.</param>
    /// <param name="room">As long; overwritten.</param>
    /// <param name="most">Bins at most, 2..255.</param>
    public static BinBounds Of(Span<uint> keys, Span<uint> room, int most)
    {
        FloatKeys.Sort(keys, room);
        var count = CountRuns(keys, room);
        return new(count <= most ? OneEach(keys[..count]) : Quantiles(keys[..count], room[..count], keys.Length, most));
    }

    private static float[] OneEach(ReadOnlySpan<uint> values)
    {
        var upper = new float[Math.Max(0, values.Length - 1)];
        for (var i = 0; i < upper.Length; i++)
            upper[i] = Between(values[i], values[i + 1]);
        return upper;
    }

    private static float[] Quantiles(ReadOnlySpan<uint> values, ReadOnlySpan<uint> rows, long total, int most)
    {
        var (restRows, restBins) = (total, most);
        foreach (var count in rows)
        {
            if (count * (long)most >= total)
                (restRows, restBins) = (restRows - count, restBins - 1);
        }

        var upper = new List<float>(most);
        var inBin = 0L;
        for (var i = 0; i + 1 < values.Length && upper.Count < most - 1; i++)
        {
            if (rows[i] * (long)most < total)
            {
                inBin += rows[i];
                // A bin that ends early, before a value that stands alone, is at least half full.
                var early = rows[i + 1] * (long)most >= total;
                if (inBin * restBins * (early ? 2 : 1) < restRows)
                    continue;
                (restRows, restBins) = (restRows - inBin, Math.Max(1, restBins - 1));
            }

            upper.Add(Between(values[i], values[i + 1]));
            inBin = 0;
        }

        return [.. upper];
    }

    /// <summary>Puts each value once to the front, and the number of its rows to the same place of the counts.</summary>
    private static int CountRuns(Span<uint> sorted, Span<uint> counts)
    {
        var runs = 0;
        for (var start = 0; start < sorted.Length; runs++)
        {
            var end = start + 1;
            while (end < sorted.Length && sorted[end] == sorted[start])
                end++;
            (sorted[runs], counts[runs]) = (sorted[start], (uint)(end - start));
            start = end;
        }

        return runs;
    }

    /// <summary>A number from the lower one, included, to below the upper one.</summary>
    private static float Between(uint lower, uint upper)
    {
        var (low, high) = (FloatKeys.ToFloat(lower), FloatKeys.ToFloat(upper));
        var middle = (float)(((double)low + high) / 2);
        return middle < high ? middle : low;
    }
}
