using System.Runtime.InteropServices;

namespace Matchmaking.Api.Limits;

/// <summary>
/// One token bucket for each <typeparamref name="TKey"/>. A bucket is a single number: the moment at which it will be full
/// again; a full bucket need not be kept, so that what is idle goes by itself and nothing has to run in the background.
/// </summary>
/// <remarks>
/// The buckets of System.Threading.RateLimiting count by the machine's clock, which a test cannot move; they give no way to look
/// without taking or to take more than there is; and each is an object with a queue, kept by a timer.
/// </remarks>
/// <param name="clock">Its timestamps, which never go back, are the time; the time of day is not used.</param>
/// <param name="capacity">
/// Buckets kept at most. When that many are in use, all further keys share one: memory stays bounded, and strangers who come in
/// such numbers are one crowd.
/// </param>
internal sealed class TokenBuckets<TKey>(TimeProvider clock, int capacity)
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, long> _fullAt = [];
    private readonly long _origin = clock.GetTimestamp();
    private long _sharedFullAt;
    private long _sweepAt;

    /// <summary>Buckets kept, idle ones that were not swept yet included.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _fullAt.Count;
        }
    }

    /// <summary>Takes a token where there is one.</summary>
    /// <returns>Zero when it was taken, else the time until there is one.</returns>
    public TimeSpan Take(TKey key, BucketRate rate)
    {
        lock (_gate)
        {
            var now = Now;
            ref var fullAt = ref Find(key, now);
            var wait = WaitFor(fullAt, now, rate);
            if (wait == 0)
                fullAt = Math.Max(fullAt, now) + rate.Interval;
            return new TimeSpan(wait);
        }
    }

    /// <summary>The time until there is a token; nothing is taken.</summary>
    public TimeSpan Wait(TKey key, BucketRate rate)
    {
        lock (_gate)
        {
            var now = Now;
            return new TimeSpan(_fullAt.TryGetValue(key, out var fullAt) || _fullAt.Count < capacity ? WaitFor(fullAt, now, rate) : WaitFor(_sharedFullAt, now, rate));
        }
    }

    /// <summary>Takes a token that may not be there yet: up to one more bucketful is owed, and waited for.</summary>
    public void Charge(TKey key, BucketRate rate)
    {
        lock (_gate)
        {
            var now = Now;
            ref var fullAt = ref Find(key, now);
            fullAt = Math.Min(Math.Max(fullAt, now) + rate.Interval, now + (2 * rate.Capacity));
        }
    }

    private long Now => clock.GetElapsedTime(_origin).Ticks;

    private static long WaitFor(long fullAt, long now, BucketRate rate) => Math.Max(0, Math.Max(fullAt, now) + rate.Interval - now - rate.Capacity);

    private ref long Find(TKey key, long now)
    {
        if (_fullAt.Count >= capacity && !_fullAt.ContainsKey(key))
        {
            Sweep(now);
            if (_fullAt.Count >= capacity)
                return ref _sharedFullAt;
        }

        return ref CollectionsMarshal.GetValueRefOrAddDefault(_fullAt, key, out _);
    }

    /// <summary>Drops the full buckets; at most once a second, so that a crowd of strangers does not make every request pay for it.</summary>
    private void Sweep(long now)
    {
        if (now < _sweepAt)
            return;
        _sweepAt = now + TimeSpan.TicksPerSecond;
        foreach (var (key, fullAt) in _fullAt)
        {
            // Removing while walking is allowed; it is adding that is not.
            if (fullAt <= now)
                _fullAt.Remove(key);
        }
    }
}
