using Matchmaking.Core.Common;
using Microsoft.Net.Http.Headers;

namespace Matchmaking.Api.Http;

/// <summary>Entity tags: the version of a resource, or a hash of what a ranking was computed from.</summary>
internal static class ETags
{
    public static string Of(int version) => $"\"{version}\"";

    public static string Of(string hash) => $"\"{hash}\"";

    public static void Set(HttpContext http, string etag)
    {
        http.Response.Headers.ETag = etag;
        http.Response.Headers.CacheControl = "private, no-cache";
        // A fund's and an organizer's view of the same thing differ.
        http.Response.Headers.Vary = "Authorization, Accept-Language";
    }

    /// <summary>The caller has this version already: answer 304. Only where it reads; a write that was done is never "not modified".</summary>
    public static bool IsKnown(HttpContext http, string etag) =>
        HttpMethods.IsGet(http.Request.Method)
        && (IsAny(http.Request.Headers.IfNoneMatch) || Tags(http.Request.Headers.IfNoneMatch).Any(t => t.Tag == etag));

    /// <returns>Null when the condition holds, 428 without one, 412 when it is stale.</returns>
    public static DomainError? Check(HttpContext http, string etag)
    {
        var given = http.Request.Headers.IfMatch;
        if (given.Count == 0)
            return new DomainError(ErrorKind.PreconditionRequired, Codes.PreconditionRequired);
        return Tags(given).Any(t => !t.IsWeak && t.Tag == etag) || IsAny(given)
            ? null
            : new DomainError(ErrorKind.PreconditionFailed, Codes.PreconditionFailed);
    }

    /// <summary>A star that stands alone; the parser also takes <c>W/*</c> and a star within a list.</summary>
    private static bool IsAny(Microsoft.Extensions.Primitives.StringValues header) => header.ToString().Trim() == "*";

    private static IEnumerable<EntityTagHeaderValue> Tags(Microsoft.Extensions.Primitives.StringValues header) =>
        EntityTagHeaderValue.TryParseList(header, out var tags) ? tags : [];
}
