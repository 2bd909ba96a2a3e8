using System.Threading.RateLimiting;
using Matchmaking.Api.Auth;
using Matchmaking.Api.Errors;
using Matchmaking.Core.Common;

namespace Matchmaking.Api.Limits;

/// <summary>
/// What one key may do: requests a second, and event streams at once. Stands behind authentication, which tells the key,
/// and before authorization, so that a key which asks for what it may not have is slowed like any other.
/// </summary>
internal sealed class KeyLimitsMiddleware : IDisposable
{
    /// <summary>More keys than an installation has; the number bounds the memory.</summary>
    private const int KeysMax = 100_000;

    private readonly RequestDelegate _next;
    private readonly RateLimits _limits;
    private readonly LimitMetrics _metrics;
    private readonly TokenBuckets<KeyId> _buckets;
    private readonly ConcurrencyLimiter _streams = new(Places(LoadLimits.Streams));
    private readonly PartitionedRateLimiter<KeyId> _streamsOfKeys = PartitionedRateLimiter.Create<KeyId, KeyId>(
        key => RateLimitPartition.GetConcurrencyLimiter(key, _ => Places(LoadLimits.StreamsOfOneKey)));

    public KeyLimitsMiddleware(RequestDelegate next, RateLimits limits, TimeProvider clock, LimitMetrics metrics)
    {
        (_next, _limits, _metrics) = (next, limits, metrics);
        _buckets = new TokenBuckets<KeyId>(clock, KeysMax);
    }

    public async Task InvokeAsync(HttpContext http)
    {
        if (http.User.Identity?.IsAuthenticated != true)
        {
            await _next(http);
            return;
        }

        var caller = Caller.Of(http);
        if (!http.GetEndpoint().IsExemptFrom(RequestLimit.Rate) && _limits.Of(caller.Role) is { } rate && _buckets.Take(caller.KeyId, rate) is { Ticks: > 0 } wait)
            await Refuse(http, RetryLater.TooManyRequests(Codes.RateLimited, wait, ("limit", rate.PerSecond)));
        else if (http.GetEndpoint()?.Metadata.GetMetadata<EventStream>() is null)
            await _next(http);
        else
            await Stream(http, caller.KeyId);
    }

    public void Dispose()
    {
        _streams.Dispose();
        _streamsOfKeys.Dispose();
    }

    private async Task Stream(HttpContext http, KeyId key)
    {
        using var own = _streamsOfKeys.AttemptAcquire(key);
        if (!own.IsAcquired)
        {
            await Refuse(http, RetryLater.TooManyRequests(Codes.TooManyStreams, TimeSpan.FromSeconds(1), ("limit", LoadLimits.StreamsOfOneKey)));
            return;
        }

        using var place = _streams.AttemptAcquire();
        if (place.IsAcquired)
            await _next(http);
        else
            await Refuse(http, RetryLater.Overloaded);
    }

    private Task Refuse(HttpContext http, DomainError error)
    {
        _metrics.Refused(error.Code);
        return Problems.Write(http, error);
    }

    private static ConcurrencyLimiterOptions Places(int places) => new() { PermitLimit = places, QueueLimit = 0 };
}
