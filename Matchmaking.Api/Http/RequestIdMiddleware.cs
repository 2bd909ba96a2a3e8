namespace Matchmaking.Api.Http;

/// <summary>Takes <c>X-Request-Id</c> from the caller, or makes one, and gives it back with the answer.</summary>
internal sealed class RequestIdMiddleware(RequestDelegate next)
{
    private const string Header = "X-Request-Id";
    private const int LengthMax = 128;

    public Task InvokeAsync(HttpContext http)
    {
        var given = http.Request.Headers[Header].ToString();
        if (given.Length is > 0 and <= LengthMax && given.All(c => c is > ' ' and < (char)127))
            http.TraceIdentifier = given;
        http.Response.Headers[Header] = http.TraceIdentifier;
        return next(http);
    }
}
