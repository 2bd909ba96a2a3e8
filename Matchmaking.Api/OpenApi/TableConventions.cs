using Matchmaking.Api.Http;
using Matchmaking.Api.Tables;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Matchmaking.Api.OpenApi;

/// <summary>The answer is a table: a CSV file or a workbook.</summary>
internal sealed class TableAnswerMetadata;

/// <summary>Operations that take or give files instead of JSON.</summary>
internal sealed class TableConventions : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<TableBodyMetadata>().Any())
        {
            operation.RequestBody = new OpenApiRequestBody { Required = true, Content = Files(OperationExamples.Request(operation.OperationId)) };
            var problem = operation.Responses!["400"];
            operation.Responses["413"] = new OpenApiResponse { Description = "The file is too large.", Headers = problem.Headers, Content = problem.Content };
            operation.Responses["415"] = new OpenApiResponse { Description = "The file has another media type.", Headers = problem.Headers, Content = problem.Content };
        }

        if (!metadata.OfType<TableAnswerMetadata>().Any())
            return;
        operation.Responses ??= [];
        operation.Responses["200"] = new OpenApiResponse
        {
            Description = "The file.",
            Content = Files(OperationExamples.Response(operation.OperationId)),
            Headers = new Dictionary<string, IOpenApiHeader>
            {
                [StandardHeaders.RequestId] = new OpenApiHeaderReference(StandardHeaders.RequestId, context.Document),
                ["Content-Disposition"] = new OpenApiHeader { Description = "A name to save it under.", Schema = new OpenApiSchema { Type = JsonSchemaType.String } },
            },
        };
    }

    private static Dictionary<string, OpenApiMediaType> Files(System.Text.Json.Nodes.JsonNode? csv) => new()
    {
        [TableFormatExtensions.CsvMediaType] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String }, Example = csv },
        [TableFormatExtensions.XlsxMediaType] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } },
    };
}
