using System.Text.Json;

namespace Matchmaking.Tests.Support.OpenApi;

/// <summary>A parameter of an operation: <paramref name="In"/> is path, query or header.</summary>
internal sealed record ApiParameter(string Name, string In, bool Required, JsonSchema Schema);

/// <summary>What an operation reads.</summary>
internal sealed record ApiBody(string MediaType, bool Required, JsonSchema Schema, JsonElement? Example);

/// <summary>What an operation answers with a status: its media types with their schemas, none for an empty answer.</summary>
internal sealed record ApiResponse(IReadOnlyDictionary<string, JsonSchema?> Content);

/// <summary>One operation as the description has it. The path begins with <c>/v1</c> or is that of a probe.</summary>
internal sealed record ApiOperation(
    string Id,
    HttpMethod Method,
    string Path,
    IReadOnlyList<ApiParameter> Parameters,
    IReadOnlyList<ApiBody> Bodies,
    IReadOnlyDictionary<int, ApiResponse> Responses)
{
    /// <summary>The JSON body, where there is one.</summary>
    public ApiBody? Body => Bodies.FirstOrDefault(b => b.MediaType.EndsWith("json", StringComparison.Ordinal));

    public bool IsMergePatch => Body?.MediaType == ApiClient.MergePatch;

    public bool NeedsIfMatch => Parameters.Any(p => p is { In: "header", Name: "If-Match", Required: true });

    public IEnumerable<ApiParameter> PathParameters => Parameters.Where(p => p.In == "path");

    public IEnumerable<ApiParameter> QueryParameters => Parameters.Where(p => p.In == "query");

    /// <summary>The path with its parameters replaced, as <see cref="ApiClient"/> takes it.</summary>
    public string Fill(Func<string, string> valueOf)
    {
        var path = Path.StartsWith("/v1", StringComparison.Ordinal) ? Path["/v1".Length..] : "/" + Path;
        foreach (var parameter in PathParameters)
            path = path.Replace("{" + parameter.Name + "}", valueOf(parameter.Name), StringComparison.Ordinal);
        return path;
    }

    public override string ToString() => $"{Method} {Path}";
}
