using System.Collections.Concurrent;

namespace Matchmaking.Api.Limits;

/// <summary>
/// Slows those who try keys. An address that failed often waits before its next secret is even looked up. Addresses are
/// shared (a park's offices behind one router, everybody behind a proxy), so the wait is only for secrets that never worked here:
/// one that was accepted before goes past it, is looked up as always, and loses this when it no longer works.
/// What remains: who uses a key for the first time since the start, from an address at which somebody is trying keys, waits as told.
/// </summary>
internal sealed class FailedAuthentications(RateLimits limits, TimeProvider clock, LimitMetrics metrics)
{
    /// <summary>Bounds the memory; beyond it, new addresses are counted as one.</summary>
    private const int AddressesMax = 10_000;

    /// <summary>Bounds the memory; beyond it all are forgotten, and each is remembered again at its next use.</summary>
    private const int AcceptedMax = 100_000;

    private readonly TokenBuckets<ClientAddress> _buckets = new(clock, AddressesMax);
    private readonly ConcurrentDictionary<string, bool> _accepted = new(StringComparer.Ordinal);
    private int _acceptedCount;

    /// <summary>How long this secret has to wait before it is looked up; zero: not at all.</summary>
    /// <param name="address">Where the request comes from.</param>
    /// <param name="sha256">Hash of the secret.</param>
    public TimeSpan Wait(ClientAddress address, string sha256) =>
        limits.FailedAuthentications is not { } rate || _accepted.ContainsKey(sha256) ? TimeSpan.Zero : _buckets.Wait(address, rate);

    public void Accepted(string sha256)
    {
        // Seldom adds: asked first, since adding takes a lock and this runs with every request.
        if (_accepted.ContainsKey(sha256) || !_accepted.TryAdd(sha256, true))
            return;
        if (Interlocked.Increment(ref _acceptedCount) <= AcceptedMax)
            return;
        _accepted.Clear();
        Interlocked.Exchange(ref _acceptedCount, 0);
    }

    /// <summary>Counted behind the look-up, so that those who come together do not refuse each other; what went through too much is owed.</summary>
    /// <param name="address">Where the request comes from.</param>
    /// <param name="sha256">Hash of the secret.</param>
    /// <param name="reason"><c>unknown</c>, <c>expired</c> or <c>revoked</c>; for the metric.</param>
    public void Failed(ClientAddress address, string sha256, string reason)
    {
        metrics.AuthenticationFailed(reason);
        if (_accepted.TryRemove(sha256, out _))
            Interlocked.Decrement(ref _acceptedCount);
        if (limits.FailedAuthentications is { } rate)
            _buckets.Charge(address, rate);
    }
}
