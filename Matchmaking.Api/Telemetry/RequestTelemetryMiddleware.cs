using System.Diagnostics;
using Matchmaking.Api.Auth;

namespace Matchmaking.Api.Telemetry;

/// <summary>
/// Gives each request the scope of its log lines, one line of its own at level Information, and its trace a name. All of it
/// says which route was asked for, never the path or the query as they came: those can hold names.
/// </summary>
internal sealed class RequestTelemetryMiddleware(RequestDelegate next, ILoggerFactory logs)
{
    /// <summary>Category of the lines of requests.</summary>
    public const string Category = "Matchmaking.Access";

    private const string NoRoute = "(no route)";
    private const string OtherMethod = "_OTHER";

    private static readonly HashSet<string> _methods =
        new([HttpMethods.Get, HttpMethods.Post, HttpMethods.Put, HttpMethods.Patch, HttpMethods.Delete, HttpMethods.Head, HttpMethods.Options], StringComparer.Ordinal);

    private readonly ILogger _log = logs.CreateLogger(Category);

    public async Task InvokeAsync(HttpContext http)
    {
        using var scope = _log.BeginScope(new RequestScope(http));
        var started = Stopwatch.GetTimestamp();
        try
        {
            await next(http);
        }
        finally
        {
            var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? NoRoute;
            // Anybody can make up a method; OpenTelemetry gives those one name.
            var method = _methods.Contains(http.Request.Method) ? http.Request.Method : OtherMethod;
            if (_log.IsEnabled(LogLevel.Information))
                _log.LogInformation("{Method} {Route} {Status} {Milliseconds:0.0} ms", method, route, http.Response.StatusCode, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            if (Activity.Current is { IsAllDataRequested: true } activity)
                Describe(activity, method, route, http);
        }
    }

    /// <summary>Names and tags of the conventions of OpenTelemetry for HTTP servers.</summary>
    private static void Describe(Activity activity, string method, string route, HttpContext http)
    {
        activity.DisplayName = $"{method} {route}";
        activity.SetTag("http.request.method", method);
        activity.SetTag("http.route", route);
        activity.SetTag("http.response.status_code", http.Response.StatusCode);
        activity.SetTag("matchmaking.request.id", http.TraceIdentifier);
        activity.SetTag("matchmaking.key.id", Caller.KeyIdOf(http));
        if (http.Response.StatusCode >= StatusCodes.Status500InternalServerError)
            activity.SetStatus(ActivityStatusCode.Error);
    }
}
