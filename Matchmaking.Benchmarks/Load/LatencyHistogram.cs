using System.Numerics;

namespace Matchmaking.Benchmarks.Load;

/// <summary>
/// Counts of durations in buckets that grow with the value: 64 to each doubling, so that a percentile is at most 1.6% above the
/// true one. Any thread may add at any time.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int SubBits = 6;
    private const int SubBuckets = 1 << SubBits;

    // 2^40 microseconds are twelve days: nothing measured here is longer.
    private const int Doublings = 40 - SubBits;

    private readonly long[] _counts = new long[(Doublings + 1) * SubBuckets];
    private long _count;
    private long _max;

    public long Count => Volatile.Read(ref _count);

    public double MaxMillis => Volatile.Read(ref _max) / 1_000.0;

    public void Add(TimeSpan duration)
    {
        var micros = Math.Max(0, (long)duration.TotalMicroseconds);
        Interlocked.Increment(ref _counts[BucketOf(micros)]);
        Interlocked.Increment(ref _count);
        var max = Volatile.Read(ref _max);
        while (micros > max)
        {
            var seen = Interlocked.CompareExchange(ref _max, micros, max);
            if (seen == max)
                break;
            max = seen;
        }
    }

    /// <param name="share">0.99 for the 99th percentile.</param>
    /// <returns>Milliseconds: the upper end of the bucket that holds it, never above the maximum; 0 when nothing was added.</returns>
    public double PercentileMillis(double share)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        var seen = 0L;
        for (var bucket = 0; bucket < _counts.Length; bucket++)
        {
            seen += Volatile.Read(ref _counts[bucket]);
            if (seen >= rank)
                return Math.Min(UpperEnd(bucket) / 1_000.0, MaxMillis);
        }

        return MaxMillis;
    }

    private static int BucketOf(long micros)
    {
        if (micros < SubBuckets)
            return (int)micros;
        var doubling = Math.Min(BitOperations.Log2((ulong)micros) - SubBits, Doublings - 1);
        return ((doubling + 1) * SubBuckets) + (int)Math.Min((micros >> doubling) - SubBuckets, SubBuckets - 1);
    }

    private static long UpperEnd(int bucket)
    {
        if (bucket < SubBuckets)
            return bucket;
        var (doubling, sub) = ((bucket / SubBuckets) - 1, bucket % SubBuckets);
        return ((long)(SubBuckets + sub + 1) << doubling) - 1;
    }
}
