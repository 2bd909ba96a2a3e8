using Matchmaking.Api.Http;
using Matchmaking.Core.Common;

namespace Matchmaking.Api.Limits;

/// <summary>
/// Ends a request that takes too long: its <see cref="HttpContext.RequestAborted"/> is cancelled, which reaches waiting
/// writes, queries and solvers, and the answer is 503 <c>timed-out</c>. A write that was begun ends as it ends, and is answered
/// with what it did: an answer <c>timed-out</c> means that nothing was kept.
/// </summary>
/// <remarks>
/// Not the framework's request timeouts: those also cancel the writing of an answer, so that a commit which took long would be
/// answered with an empty 201; they clear the headers of the answer; and they count by a clock that a test cannot move.
/// </remarks>
internal sealed class TimeLimitFilter(LoadLimits limits, TimeProvider clock, LimitMetrics metrics) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var endpoint = http.GetEndpoint();
        if (endpoint.IsExemptFrom(RequestLimit.Time))
            return await next(context);
        var limit = endpoint?.Metadata.GetMetadata<TimeLimit>()?.Time ?? limits.Time;
        var caller = http.RequestAborted;
        using var timer = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(caller, timer.Token);
        http.RequestAborted = either.Token;
        try
        {
            return await next(context);
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested && !caller.IsCancellationRequested)
        {
            metrics.Refused(Codes.TimedOut);
            return Answers.Problem(new DomainError(ErrorKind.Unavailable, Codes.TimedOut, ("limit", limit.TotalSeconds)));
        }
        finally
        {
            http.RequestAborted = caller;
        }
    }
}
