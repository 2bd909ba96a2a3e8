using Matchmaking.Api.Plans.Outputs;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Matchmaking.Api.OpenApi;

/// <summary>Operations that give a plan as a file.</summary>
internal sealed class PlanFileConventions : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        if (context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<PlanFileMetadata>().SingleOrDefault() is not { Kind: var kind })
            return;
        operation.Responses ??= [];
        operation.Responses["200"] = new OpenApiResponse
        {
            Description = "The file.",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [kind.MediaType] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String }, Example = OperationExamples.Response(operation.OperationId) },
            },
            Headers = Headers(kind, context.Document),
        };
    }

    private static Dictionary<string, IOpenApiHeader> Headers(PlanFileKind kind, OpenApiDocument document)
    {
        var headers = new Dictionary<string, IOpenApiHeader>
        {
            [StandardHeaders.RequestId] = new OpenApiHeaderReference(StandardHeaders.RequestId, document),
            [StandardHeaders.ETag] = new OpenApiHeaderReference(StandardHeaders.ETag, document),
            ["Content-Disposition"] = Text("A name to save it under."),
            [PlanFileAnswer.VersionHeader] = Number("Version of the plan."),
            [PlanFileAnswer.HashHeader] = Text("SHA-256 of the plan, as sha256 of the plan itself."),
        };
        if (kind == PlanFileKind.Svg)
            headers[PlanFileAnswer.PagesHeader] = Number("How many pages there are.");
        return headers;
    }

    private static OpenApiHeader Text(string description) => Header(description, JsonSchemaType.String);

    private static OpenApiHeader Number(string description) => Header(description, JsonSchemaType.Integer);

    private static OpenApiHeader Header(string description, JsonSchemaType type) =>
        new() { Description = description, Required = true, Schema = new OpenApiSchema { Type = type } };
}
