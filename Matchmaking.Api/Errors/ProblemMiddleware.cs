using System.Globalization;
using Matchmaking.Api.Http;
using Matchmaking.Core.Common;
using Matchmaking.Core.Storage;
using Microsoft.AspNetCore.Http.Metadata;

namespace Matchmaking.Api.Errors;

/// <summary>
/// Makes every answer of 400 and above a problem document: refusals of the framework (unknown route, method, media type),
/// requests that cannot be read, a database that cannot work, and bugs, which show nothing of the inside.
/// </summary>
internal sealed class ProblemMiddleware(RequestDelegate next, IDatabase database, ILogger<ProblemMiddleware> log)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody reads this answer; the status is for the log and the metrics, unless one went out already.
            if (!http.Response.HasStarted)
                http.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return;
        }
        catch (UnsupportedBodyException unsupported)
        {
            await Problems.Write(http, new DomainError(ErrorKind.UnsupportedMediaType, Codes.UnsupportedMediaType, ("expected", unsupported.Expected)));
            return;
        }
        catch (BadHttpRequestException unreadable)
        {
            await Problems.Write(http, Refusal(http, unreadable.StatusCode), unreadable.StatusCode);
            return;
        }
        catch (Exception failure) when (database.Dialect.FaultOf(failure) is { } fault)
        {
            // Without the stack: a full disk fails every write, and a log on the same disk shall not make it worse.
            log.Log(fault == DatabaseFault.Busy ? LogLevel.Warning : LogLevel.Error, "{Method} {Route}: the database is unavailable ({Fault}): {Message}", http.Request.Method, RouteOf(http), fault, failure.Message);
            await Fail(http, DatabaseRefusals.Of(fault));
            return;
        }
        catch (Exception bug)
        {
            log.LogError(bug, "{Method} {Route} failed", http.Request.Method, RouteOf(http));
            await Fail(http, Refusal(http, StatusCodes.Status500InternalServerError), StatusCodes.Status500InternalServerError);
            return;
        }

        if (http.Response.StatusCode >= 400 && !http.Response.HasStarted && http.Response.ContentType is null && http.Response.ContentLength is null or 0)
            await Problems.Write(http, Refusal(http, http.Response.StatusCode), http.Response.StatusCode);
    }

    private static Task Fail(HttpContext http, DomainError error, int? status = null)
    {
        if (!http.Response.HasStarted)
            return Problems.Write(http, error, status);
        // Half an answer that ends in good order would pass for a whole one: the connection breaks instead.
        http.Abort();
        return Task.CompletedTask;
    }

    private static string? RouteOf(HttpContext http) => (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;

    /// <summary>What a bare status says; the kind does not matter, since the status is given.</summary>
    private static DomainError Refusal(HttpContext http, int status) => status switch
    {
        StatusCodes.Status401Unauthorized => new(ErrorKind.Unauthenticated, Codes.Unauthenticated),
        StatusCodes.Status403Forbidden => new(ErrorKind.Forbidden, Codes.Forbidden),
        StatusCodes.Status404NotFound => DomainError.NotFound("resource"),
        StatusCodes.Status405MethodNotAllowed => new(ErrorKind.Invalid, Codes.MethodNotAllowed),
        StatusCodes.Status406NotAcceptable => new(ErrorKind.Invalid, Codes.NotAcceptable),
        StatusCodes.Status408RequestTimeout => new(ErrorKind.Invalid, Codes.BodyTooSlow),
        StatusCodes.Status414UriTooLong => new(ErrorKind.TooLarge, Codes.UriTooLong, ("max", RequestSizeMiddleware.UriMax)),
        StatusCodes.Status431RequestHeaderFieldsTooLarge => new(ErrorKind.TooLarge, Codes.HeadersTooLarge, ("max", RequestSizeMiddleware.HeadersMax)),
        StatusCodes.Status413PayloadTooLarge => new(ErrorKind.TooLarge, Codes.BodyTooLarge, ("max", LargestBody(http).ToString(CultureInfo.InvariantCulture))),
        StatusCodes.Status415UnsupportedMediaType => new(ErrorKind.UnsupportedMediaType, Codes.UnsupportedMediaType, ("expected", "application/json")),
        StatusCodes.Status503ServiceUnavailable => new(ErrorKind.Unavailable, Codes.Unavailable),
        >= 500 => new(ErrorKind.Invalid, Codes.InternalError),
        _ => new(ErrorKind.Invalid, Codes.BadRequest),
    };

    /// <summary>Of this endpoint, in bytes.</summary>
    private static long LargestBody(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize ?? BodyLimits.Json;
}
