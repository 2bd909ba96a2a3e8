namespace Matchmaking.Api.Http;

/// <summary>Headers of every answer: <c>X-Request-Id</c>, the caller's or a new one, and no guessing of media types.</summary>
internal sealed class StandardHeadersMiddleware(RequestDelegate next)
{
    private const string RequestId = "X-Request-Id";
    private const int LengthMax = 128;

    public Task InvokeAsync(HttpContext http)
    {
        var given = http.Request.Headers[RequestId].ToString();
        if (given.Length is > 0 and <= LengthMax && given.All(c => c is > ' ' and < (char)127))
            http.TraceIdentifier = given;
        http.Response.Headers[RequestId] = http.TraceIdentifier;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return next(http);
    }
}
