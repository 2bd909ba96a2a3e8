using Microsoft.AspNetCore.Http.Features;

namespace Matchmaking.Api.Http;

/// <summary>
/// Bounds the address and the headers of a request. The server underneath has bounds too, but what it refuses gets a bare
/// status line; these are smaller, so that the usual mistake (a text in the query that belongs in a body) is told as what it is.
/// </summary>
internal sealed class RequestSizeMiddleware(RequestDelegate next)
{
    /// <summary>Characters of path and query, as sent.</summary>
    public const int UriMax = 8 * 1024;

    /// <summary>Characters of all names and values.</summary>
    public const int HeadersMax = 32 * 1024;

    /// <summary>What the server underneath reads before it gives up without a document: the request line, and the headers.</summary>
    public const int ServerMax = 256 * 1024;

    /// <summary>Headers that it reads; the bound on their characters is reached long before.</summary>
    public const int ServerHeadersMax = 1_000;

    /// <exception cref="BadHttpRequestException">414 or 431.</exception>
    public Task InvokeAsync(HttpContext http)
    {
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (target.Length > UriMax)
            throw new BadHttpRequestException("address too long", StatusCodes.Status414UriTooLong);
        var size = 0;
        foreach (var (name, values) in http.Request.Headers)
        {
            foreach (var value in values)
                size += name.Length + (value?.Length ?? 0);
        }

        if (size > HeadersMax)
            throw new BadHttpRequestException("headers too large", StatusCodes.Status431RequestHeaderFieldsTooLarge);
        return next(http);
    }
}
