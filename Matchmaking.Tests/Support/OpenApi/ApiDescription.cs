using System.Globalization;
using System.Text.Json;

namespace Matchmaking.Tests.Support.OpenApi;

/// <summary>The description of the API as it is served, read once for tests that are driven by it.</summary>
internal sealed class ApiDescription
{
    private static readonly string[] _methods = ["get", "post", "put", "patch", "delete"];

    private ApiDescription(IReadOnlyList<ApiOperation> operations) => Operations = operations;

    public IReadOnlyList<ApiOperation> Operations { get; }

    public static async Task<ApiDescription> Read(TestServer server) =>
        Of(JsonDocument.Parse((await server.Nobody.GetAsync("//openapi.json")).Expect(200).Bytes).RootElement);

    public static ApiDescription Of(JsonElement document)
    {
        var schemas = new JsonSchemaReader(document);
        return new ApiDescription(
        [
            .. from path in document.GetProperty("paths").EnumerateObject()
               from operation in path.Value.EnumerateObject()
               where _methods.Contains(operation.Name)
               select Operation(path.Name, operation.Name, operation.Value, schemas),
        ]);
    }

    private static ApiOperation Operation(string path, string method, JsonElement operation, JsonSchemaReader schemas) => new(
        operation.GetProperty("operationId").GetString()!,
        HttpMethod.Parse(method),
        path,
        [
            .. from parameter in operation.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray() : default
               select new ApiParameter(
                   parameter.GetProperty("name").GetString()!,
                   parameter.GetProperty("in").GetString()!,
                   parameter.TryGetProperty("required", out var required) && required.GetBoolean(),
                   schemas.Read(parameter.GetProperty("schema"))),
        ],
        operation.TryGetProperty("requestBody", out var body)
            ?
            [
                .. from media in body.GetProperty("content").EnumerateObject()
                   select new ApiBody(
                       media.Name,
                       body.TryGetProperty("required", out var required) && required.GetBoolean(),
                       media.Value.TryGetProperty("schema", out var schema) ? schemas.Read(schema) : new JsonSchema(),
                       media.Value.TryGetProperty("example", out var example) ? example : null),
            ]
            : [],
        operation.GetProperty("responses").EnumerateObject().ToDictionary(
            r => int.Parse(r.Name, CultureInfo.InvariantCulture), r => Response(r.Value, schemas)));

    private static ApiResponse Response(JsonElement response, JsonSchemaReader schemas) => new(
        response.TryGetProperty("content", out var content)
            ? content.EnumerateObject().ToDictionary(m => m.Name, m => m.Value.TryGetProperty("schema", out var schema) ? schemas.Read(schema) : null)
            : []);
}
