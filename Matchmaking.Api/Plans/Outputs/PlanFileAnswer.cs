using System.Globalization;
using System.Security.Cryptography;
using Matchmaking.Api.Http;

namespace Matchmaking.Api.Plans.Outputs;

/// <summary>
/// An output as the answer. Its ETag is the hash of its bytes and not the plan's version, since names, venue and times change while
/// the plan does not.
/// </summary>
internal sealed class PlanFileAnswer(PlanOutput output, PlanFileKind kind, byte[] bytes, int? pages = null) : IResult
{
    public const string VersionHeader = "X-Plan-Version";
    public const string HashHeader = "X-Plan-Hash";
    public const string PagesHeader = "X-Plan-Pages";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        var etag = ETags.Of(Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16)));
        ETags.Set(httpContext, etag);
        response.Headers[VersionHeader] = output.Stamp.Version.ToString(CultureInfo.InvariantCulture);
        response.Headers[HashHeader] = output.Stamp.Hash;
        if (pages is { } count)
            response.Headers[PagesHeader] = count.ToString(CultureInfo.InvariantCulture);
        if (ETags.IsKnown(httpContext, etag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.ContentType = kind.MediaType + "; charset=utf-8";
        response.ContentLength = bytes.Length;
        response.Headers.ContentDisposition = PlanFileName.Disposition(output, kind.Extension, attached: !kind.IsShown);
        return response.Body.WriteAsync(bytes, httpContext.RequestAborted).AsTask();
    }
}
