using Matchmaking.Api.Auth;
using Matchmaking.Api.Http;
using Matchmaking.Api.Tables;
using Microsoft.AspNetCore.Http.Metadata;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Matchmaking.Api.OpenApi;

/// <summary>What the conventions need to know of an operation, from the metadata of its endpoint.</summary>
/// <param name="Id">The name of the endpoint.</param>
/// <param name="Method">In upper case.</param>
/// <param name="Path">With its route parameters in braces.</param>
/// <param name="Body">What it reads; null: nothing.</param>
/// <param name="Roles">Whom it lets in; null: everybody, without a key.</param>
/// <param name="MediaTypes">Of its successes.</param>
internal sealed record OperationFacts(string Id, string Method, string Path, BodyMetadata? Body, AllowedRoles? Roles, IReadOnlyList<string> MediaTypes)
{
    private const string EventStream = "text/event-stream";

    // Keys and operations are ended without a condition: whatever they are by now, they shall not go on.
    private static readonly string[] _endedAnyway = ["/v1/keys", "/v1/operations"];

    // Their answers are findings of this moment, not versions of anything.
    private static readonly string[] _findings = ["replayFreeze", "tryTickets", "verifyAudit", "markSavedSearchSeen", "readEvents"];

    public static OperationFacts Of(OperationFilterContext context)
    {
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        return new OperationFacts(
            metadata.OfType<IEndpointNameMetadata>().Last().EndpointName,
            context.ApiDescription.HttpMethod ?? "GET",
            "/" + context.ApiDescription.RelativePath,
            metadata.OfType<BodyMetadata>().SingleOrDefault(),
            metadata.OfType<AllowedRoles>().LastOrDefault(),
            MediaTypesOf(metadata))
        {
            IsPlanFile = metadata.OfType<PlanFileMetadata>().Any(),
        };
    }

    /// <summary>Answers with a plan as a file, which has an ETag unlike other files.</summary>
    public bool IsPlanFile { get; private init; }

    public bool HasPathParameters => Path.Contains('{', StringComparison.Ordinal);

    public bool IsPost => Method == "POST";

    /// <summary>Answers 428 without <c>If-Match</c> and 412 when it is stale.</summary>
    public bool NeedsIfMatch =>
        Method is "PUT" or "PATCH" || (Method is "DELETE" && !_endedAnyway.Any(p => Path.StartsWith(p, StringComparison.Ordinal)));

    /// <summary>Answers with server-sent events.</summary>
    public bool IsEventStream => MediaTypes.Contains(EventStream);

    /// <summary>One thing, with a version of its own; lists, tables and events have none.</summary>
    public bool HasETag => Roles is not null && (MediaTypes.All(IsJson) || IsPlanFile) && !Id.StartsWith("list", StringComparison.Ordinal) && !_findings.Contains(Id);

    /// <summary>Answers 304 to <c>If-None-Match</c>.</summary>
    public bool IsConditionalRead => Method == "GET" && HasETag;

    private static IReadOnlyList<string> MediaTypesOf(IList<object> metadata)
    {
        if (metadata.OfType<TableAnswerMetadata>().Any())
            return [TableFormatExtensions.CsvMediaType, TableFormatExtensions.XlsxMediaType];
        if (metadata.OfType<PlanFileMetadata>().SingleOrDefault() is { } file)
            return [file.Kind.MediaType];
        return [.. metadata.OfType<IProducesResponseTypeMetadata>().Where(p => p.StatusCode is >= 200 and < 300).SelectMany(p => p.ContentTypes).Distinct()];
    }

    public static bool IsJson(string mediaType) => mediaType.EndsWith("json", StringComparison.Ordinal);
}
