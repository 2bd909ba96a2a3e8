using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Matchmaking.Api.Auth;
using Matchmaking.Api.Errors;
using Matchmaking.Api.Http;
using Matchmaking.Core.Common;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Matchmaking.Api.OpenApi;

/// <summary>What every operation has: body, errors, security, headers, examples; from the metadata of its endpoint.</summary>
internal sealed partial class OperationConventions : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        var method = context.ApiDescription.HttpMethod ?? "GET";
        var path = "/" + context.ApiDescription.RelativePath;
        var body = metadata.OfType<BodyMetadata>().SingleOrDefault();
        var roles = metadata.OfType<AllowedRoles>().LastOrDefault();
        // Keys and operations are ended without a condition: whatever they are by now, they shall not go on.
        var isItem = method is "PUT" or "PATCH" || (method is "DELETE" && !path.StartsWith("/v1/keys", StringComparison.Ordinal)
            && !path.StartsWith("/v1/operations", StringComparison.Ordinal));

        operation.Description = "No key needed.";
        AddBody(operation, context, body);
        AddParameters(operation, method, path, isItem);
        if (roles is not null)
        {
            operation.Description = $"Roles: {string.Join(", ", roles.Roles.Select(r => r.Kebab()))}.";
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(ApiKeyAuthentication.SchemeName, context.Document)] = [] }];
            AddErrors(operation, context, method, path, body is not null, isItem);
        }

        foreach (var (status, response) in operation.Responses ?? [])
            AddSuccess(operation, status, response, hasETag: roles is not null && operation.OperationId?.StartsWith("list", StringComparison.Ordinal) != true);
    }

    private static void AddBody(OpenApiOperation operation, OperationFilterContext context, BodyMetadata? body)
    {
        operation.RequestBody = null;
        if (body is null)
            return;
        var schema = context.SchemaGenerator.GenerateSchema(body.Type, context.SchemaRepository);
        var media = new OpenApiMediaType { Schema = body.MediaType == MergePatchSchemas.MediaType ? MergePatchSchemas.Of((OpenApiSchemaReference)schema, context) : schema };
        if (OperationExamples.Request(operation.OperationId) is { } example)
            media.Example = example;
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = !body.Optional,
            Content = new Dictionary<string, OpenApiMediaType> { [body.MediaType] = media },
        };
    }

    private static void AddParameters(OpenApiOperation operation, string method, string path, bool isItem)
    {
        // From the path itself: handlers of resources read their ids from the route, so the describer does not see them.
        operation.Parameters = [.. PathParameter().Matches(path).Select(m => new OpenApiParameter
        {
            Name = m.Groups[1].Value,
            In = ParameterLocation.Path,
            Required = true,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" },
        })];
        foreach (var (name, description) in QueryParameters.Of(operation.OperationId))
        {
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Query,
                Description = description,
                Schema = new OpenApiSchema { Type = TypeOf(name) },
            });
        }

        if (isItem)
            AddHeader(operation, "If-Match", "ETag of what was read; 428 without, 412 when stale.", required: true);
        else if (IsConditional(operation, method, path))
            AddHeader(operation, "If-None-Match", "ETag that the caller has; 304 when it is still current.", required: false);
    }

    /// <summary>A read of one thing with a version; lists and probes have none.</summary>
    private static bool IsConditional(OpenApiOperation operation, string method, string path) =>
        method == "GET" && path.StartsWith("/v1", StringComparison.Ordinal) && operation.OperationId?.StartsWith("list", StringComparison.Ordinal) != true;

    private static JsonSchemaType TypeOf(string parameter) =>
        parameter == "limit" ? JsonSchemaType.Integer
        : parameter.EndsWith("Cny", StringComparison.Ordinal) ? JsonSchemaType.Number
        : JsonSchemaType.String;

    private static void AddHeader(OpenApiOperation operation, string name, string description, bool required) =>
        operation.Parameters!.Add(new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Header,
            Required = required,
            Description = description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });

    private static void AddErrors(OpenApiOperation operation, OperationFilterContext context, string method, string path, bool hasBody, bool isItem)
    {
        var statuses = new SortedDictionary<int, string> { [400] = "The input is not valid.", [401] = "No usable key.", [403] = "The role may not do this.", [429] = "Too many requests with this key, or with unusable ones from this address.", [500] = "Something went wrong here.", [503] = "Too much is waiting, or it took too long." };
        if (path.Contains('{', StringComparison.Ordinal))
            statuses[404] = "There is no such thing, or it is another's.";
        if (method != "GET")
            statuses[409] = "The state of things does not allow it.";
        if (hasBody)
        {
            statuses[413] = "The body is too large.";
            statuses[415] = "The body has another media type.";
        }

        if (isItem)
        {
            statuses[412] = "It was changed since it was read.";
            statuses[428] = "If-Match is missing.";
        }

        if (method == "POST")
            statuses[422] = "The Idempotency-Key was used for another request.";
        if (operation.OperationId is "makePlan")
            statuses[422] = "No plan can satisfy all limits, or this version cannot plan this.";
        if (operation.OperationId is "rankRequestsForFund" or "rankFundsForRequest")
            statuses[410] = "The list of the cursor is no longer kept.";
        var schema = context.SchemaGenerator.GenerateSchema(typeof(Problem), context.SchemaRepository);
        operation.Responses ??= [];
        if (IsConditional(operation, method, path))
            operation.Responses["304"] = new OpenApiResponse { Description = "The caller has the current version." };
        foreach (var (status, description) in statuses)
        {
            operation.Responses[status.ToString(System.Globalization.CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = description,
                Headers = status is 429 or 503 ? new Dictionary<string, IOpenApiHeader> { ["Retry-After"] = Header("Seconds after which to try again.") } : null,
                Content = new Dictionary<string, OpenApiMediaType> { [Problems.MediaType] = new OpenApiMediaType { Schema = schema } },
            };
        }
    }

    private static void AddSuccess(OpenApiOperation operation, string status, IOpenApiResponse response, bool hasETag)
    {
        if (!status.StartsWith('2') || response is not OpenApiResponse success)
            return;
        success.Description = status switch { "201" => "Created.", "204" => "Done.", _ => "The answer." };
        foreach (var media in success.Content?.Values.OfType<OpenApiMediaType>() ?? [])
        {
            if (OperationExamples.Response(operation.OperationId) is { } example)
                media.Example = example;
        }

        success.Headers = new Dictionary<string, IOpenApiHeader>();
        if (status == "201")
            success.Headers["Location"] = Header("Where the new thing is.");
        if (hasETag && status != "204")
            success.Headers["ETag"] = Header("Version of what is shown.");
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex PathParameter();

    private static OpenApiHeader Header(string description) =>
        new() { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
}

/// <summary>Examples of requests and answers, by operation id.</summary>
internal static class OperationExamples
{
    private static readonly Lazy<JsonObject> _examples = new(() =>
    {
        using var stream = typeof(OperationExamples).Assembly.GetManifestResourceStream("Matchmaking.Api.OpenApi.examples.json")!;
        return JsonNode.Parse(stream)!.AsObject();
    });

    public static IReadOnlyCollection<string> Operations => [.. _examples.Value.Select(e => e.Key)];

    public static JsonNode? Request(string? operation) => Find(operation, "request");

    public static JsonNode? Response(string? operation) => Find(operation, "response");

    private static JsonNode? Find(string? operation, string part) =>
        operation is not null && _examples.Value[operation]?[part] is { } example ? example.DeepClone() : null;
}
