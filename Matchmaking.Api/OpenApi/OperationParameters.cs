using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Matchmaking.Api.Idempotency;
using Microsoft.OpenApi;

namespace Matchmaking.Api.OpenApi;

/// <summary>The parameters of an operation: of its path, of its query and the headers of its kind.</summary>
internal static partial class OperationParameters
{
    public static IList<IOpenApiParameter> Of(OperationFacts operation, SchemaOfType schemaOf) =>
        [.. OfPath(operation.Path), .. OfQuery(operation.Id, schemaOf), .. OfHeaders(operation)];

    // From the path itself: handlers of resources read their ids from the route, so the describer does not see them.
    private static IEnumerable<OpenApiParameter> OfPath(string path) => PathParameter().Matches(path).Select(m =>
    {
        var (description, schema) = Named(m.Groups[1].Value);
        return new OpenApiParameter { Name = m.Groups[1].Value, In = ParameterLocation.Path, Required = true, Description = description, Schema = schema };
    });

    private static (string Description, OpenApiSchema Schema) Named(string parameter) => parameter switch
    {
        "sequence" => ("Number of the row, from 1.", new() { Type = JsonSchemaType.Integer, Format = "int64", Minimum = "1" }),
        "version" => ("Version of the model, such as prior-2.", new() { Type = JsonSchemaType.String }),
        "otherId" => ("Id of the other plan.", new() { Type = JsonSchemaType.String, Format = "uuid" }),
        "id" => ("Id of the thing.", new() { Type = JsonSchemaType.String, Format = "uuid" }),
        _ => ($"Id of the {parameter[..^2]}.", new() { Type = JsonSchemaType.String, Format = "uuid" }),
    };

    private static IEnumerable<OpenApiParameter> OfQuery(string operation, SchemaOfType schemaOf) =>
        QueryParameters.Of(operation).Select(parameter => new OpenApiParameter
        {
            Name = parameter.Name,
            In = ParameterLocation.Query,
            Required = QueryParameters.IsRequired(operation, parameter.Name),
            Description = parameter.Description,
            Schema = QueryParameterSchemas.Of(operation, parameter.Name, schemaOf),
        });

    private static IEnumerable<OpenApiParameter> OfHeaders(OperationFacts operation)
    {
        if (operation.NeedsIfMatch)
            yield return Header("If-Match", "ETag of what was read; 428 without, 412 when stale.", "\"3\"", required: true);
        if (operation.IsConditionalRead)
            yield return Header("If-None-Match", "ETag that the caller has; 304 when it is still current.", "\"3\"");
        if (operation.IsEventStream)
            yield return Header("Last-Event-ID", "Id of the last event that the caller has; only later ones are sent.", "3");
        if (operation.IsPost)
        {
            var header = Header(
                IdempotencyFilter.Header,
                "A text of the caller's choice, new for each intent: a repetition within 24 hours gets the first answer again and has no further effect.",
                "3f6c2f0e-7d0b-4a52");
            header.Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = IdempotencyFilter.LengthMax, Pattern = "^[!-~]+$" };
            yield return header;
        }
    }

    private static OpenApiParameter Header(string name, string description, string example, bool required = false) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Required = required,
        Description = description,
        Example = JsonValue.Create(example),
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex PathParameter();
}
