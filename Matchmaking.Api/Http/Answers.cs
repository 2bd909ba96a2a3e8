using System.Security.Cryptography;
using System.Text.Json;
using Matchmaking.Api.Errors;
using Matchmaking.Core.Common;

namespace Matchmaking.Api.Http;

/// <summary>A page of a list.</summary>
/// <param name="Items">In the order of the list.</param>
/// <param name="NextCursor">Where the next page starts; null on the last.</param>
internal sealed record PageView<T>(IReadOnlyList<T> Items, string? NextCursor);

/// <summary>How handlers that change nothing answer (the others: <see cref="Reply"/>), so that status, headers and serialisation are the same everywhere.</summary>
internal static class Answers
{
    public static IResult Ok<T>(T view) => Results.Json(view, WireJson.Options);

    public static IResult Ok<T>(Result<T> result) => result.TryGet(out var value, out var error) ? Ok(value) : new ProblemAnswer(error);

    public static IResult Problem(DomainError error) => new ProblemAnswer(error);

    /// <summary>A single resource with its ETag; 304 when the caller has it.</summary>
    public static IResult Resource<T>(HttpContext http, string etag, T view)
    {
        ETags.Set(http, etag);
        return ETags.IsKnown(http, etag) ? Results.StatusCode(StatusCodes.Status304NotModified) : Ok(view);
    }

    /// <summary>Something computed: its ETag is the hash of its bytes.</summary>
    public static IResult Hashed<T>(HttpContext http, T view) => Hashed(http, Hash(view));

    /// <summary>One that was serialised before.</summary>
    public static IResult Hashed(HttpContext http, HashedAnswer answer)
    {
        ETags.Set(http, answer.ETag);
        return ETags.IsKnown(http, answer.ETag) ? Results.StatusCode(StatusCodes.Status304NotModified) : Results.Bytes(answer.Body, "application/json; charset=utf-8");
    }

    public static HashedAnswer Hash<T>(T view)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(view, WireJson.Options);
        return new HashedAnswer(bytes, TagOf(bytes));
    }

    /// <summary>The entity tag that <see cref="Hashed{T}(HttpContext, T)"/> answers with.</summary>
    public static string HashOf<T>(T view) => Hash(view).ETag;

    private static string TagOf(byte[] bytes) => ETags.Of(Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16)));

    public static IResult Hashed<T>(HttpContext http, Result<T> result) =>
        result.TryGet(out var view, out var error) ? Hashed(http, view) : new ProblemAnswer(error);
}

/// <summary>A computed answer as it is sent.</summary>
/// <param name="Body">UTF-8 JSON.</param>
/// <param name="ETag">The hash of its bytes.</param>
internal sealed record HashedAnswer(ReadOnlyMemory<byte> Body, string ETag);
