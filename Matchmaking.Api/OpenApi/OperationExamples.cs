using System.Text.Json.Nodes;
using Matchmaking.Api.Messages;

namespace Matchmaking.Api.OpenApi;

/// <summary>Examples of requests and answers, by operation id.</summary>
internal static class OperationExamples
{
    private static readonly Lazy<JsonObject> _examples = new(() => EmbeddedJson.Read<JsonObject>("OpenApi.examples"));

    public static IReadOnlyCollection<string> Operations => [.. _examples.Value.Select(e => e.Key)];

    public static JsonNode? Request(string? operation) => Find(operation, "request");

    public static JsonNode? Response(string? operation) => Find(operation, "response");

    /// <summary>The answer of a status: one that answers in two ways has a second example, of what it takes on.</summary>
    public static JsonNode? Response(string? operation, string status) => (status == "202" ? Find(operation, "accepted") : null) ?? Response(operation);

    private static JsonNode? Find(string? operation, string part) =>
        operation is not null && _examples.Value[operation]?[part] is { } example ? example.DeepClone() : null;
}
