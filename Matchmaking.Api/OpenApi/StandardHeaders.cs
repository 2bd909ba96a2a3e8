using System.Text.Json.Nodes;
using Matchmaking.Api.Idempotency;
using Microsoft.OpenApi;

namespace Matchmaking.Api.OpenApi;

/// <summary>Headers of answers, described once and referred to by name.</summary>
internal static class StandardHeaders
{
    public const string RequestId = "X-Request-Id";
    public const string ETag = "ETag";
    public const string Location = "Location";
    public const string IdempotencyReplayed = IdempotencyFilter.ReplayedHeader;
    public const string RetryAfter = "Retry-After";
    public const string Authenticate = "WWW-Authenticate";

    public static Dictionary<string, IOpenApiHeader> All() => new()
    {
        [RequestId] = Header("The id of the request, the caller's or a new one; logs have it too.", "0HNJ5V3C6K2QF:00000001"),
        [ETag] = Header("Version of what is shown, for If-Match and If-None-Match.", "\"3\""),
        [Location] = Header("Where the new thing is.", "/v1/funds/01a1fad4-66b5-7000-951f-586bc4c5667d"),
        [IdempotencyReplayed] = Optional(Header("Present and true when this is the stored answer of an earlier request with the same Idempotency-Key.", "true")),
        [RetryAfter] = Header("Seconds to wait.", 1, JsonSchemaType.Integer),
        [Authenticate] = Header("How to authenticate.", "Bearer"),
    };

    private static OpenApiHeader Header(string description, JsonNode example, JsonSchemaType type = JsonSchemaType.String) =>
        new() { Description = description, Required = true, Schema = new OpenApiSchema { Type = type }, Example = example };

    private static OpenApiHeader Optional(OpenApiHeader header)
    {
        header.Required = false;
        return header;
    }
}
