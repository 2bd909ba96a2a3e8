using System.Collections.Immutable;
using System.Text.Json;
using Matchmaking.Core.Common;

namespace Matchmaking.Api.Http;

/// <summary>
/// The answer to a request that changed something, as a value: it is made inside the transaction of the effect, so that it
/// can be kept there and given again.
/// </summary>
/// <param name="Status">HTTP status, 200 to 299.</param>
/// <param name="Headers">Headers that belong to this answer: <c>Location</c>, <c>ETag</c>.</param>
/// <param name="Body">JSON in UTF-8, or null.</param>
internal sealed record Reply(int Status, IReadOnlyDictionary<string, string> Headers, byte[]? Body) : IResult
{
    private const string Json = "application/json; charset=utf-8";

    /// <summary>204.</summary>
    public static Reply Done { get; } = new(StatusCodes.Status204NoContent, ImmutableDictionary<string, string>.Empty, null);

    /// <summary>200 with something computed.</summary>
    public static Reply Of<T>(T view) => new(StatusCodes.Status200OK, ImmutableDictionary<string, string>.Empty, Bytes(view));

    /// <summary>200 with the new state of a resource.</summary>
    public static Reply Changed<T>(string etag, T view) => new(StatusCodes.Status200OK, Headed(("ETag", etag)), Bytes(view));

    /// <summary>201 with a new resource.</summary>
    public static Reply Created<T>(string location, string etag, T view) =>
        new(StatusCodes.Status201Created, Headed(("ETag", etag), ("Location", location)), Bytes(view));

    /// <summary>202: the work has been taken on; <paramref name="location"/> tells how it goes.</summary>
    public static Reply Accepted<T>(string location, T view) => new(StatusCodes.Status202Accepted, Headed(("Location", location)), Bytes(view));

    /// <summary>The same, to be kept by nobody on the way: it shows a secret.</summary>
    public Reply Unstored() => this with { Headers = Headers.ToImmutableDictionary().SetItem("Cache-Control", "no-store") };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        // First, since it says how to cache, which an answer may say otherwise.
        if (Headers.TryGetValue("ETag", out var etag))
            ETags.Set(httpContext, etag);
        foreach (var (name, value) in Headers)
            response.Headers[name] = value;

        if (Body is null)
            return;
        response.ContentType = Json;
        response.ContentLength = Body.Length;
        await response.Body.WriteAsync(Body, httpContext.RequestAborted);
    }

    private static ImmutableDictionary<string, string> Headed(params ReadOnlySpan<(string Name, string Value)> headers)
    {
        var all = ImmutableDictionary.CreateBuilder<string, string>();
        foreach (var (name, value) in headers)
            all[name] = value;
        return all.ToImmutable();
    }

    private static byte[] Bytes<T>(T view) => JsonSerializer.SerializeToUtf8Bytes(view, WireJson.Options);
}
