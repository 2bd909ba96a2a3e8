using System.Threading.RateLimiting;
using Matchmaking.Api.Errors;
using Matchmaking.Core.Common;

namespace Matchmaking.Api.Limits;

/// <summary>
/// Bounds the requests that are worked on at once. As many more wait, the oldest first; what comes beyond is refused at
/// once: an early 503 costs little, while a queue without end makes every answer late. Stands before authentication, which reads
/// the database already.
/// </summary>
internal sealed class OverloadMiddleware(RequestDelegate next, LoadLimits limits, LimitMetrics metrics) : IDisposable
{
    private readonly ConcurrencyLimiter _places = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = limits.InFlight,
        QueueLimit = limits.InFlight,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    public async Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint().IsExemptFrom(RequestLimit.InFlight))
        {
            await next(http);
            return;
        }

        using var place = await _places.AcquireAsync(1, http.RequestAborted);
        if (place.IsAcquired)
        {
            await next(http);
            return;
        }

        metrics.Refused(Codes.Overloaded);
        await Problems.Write(http, RetryLater.Overloaded);
    }

    public void Dispose() => _places.Dispose();
}
