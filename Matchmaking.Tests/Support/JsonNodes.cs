using System.Text.Json.Nodes;

namespace Matchmaking.Tests.Support;

/// <summary>Short ways to read and build JSON in tests.</summary>
internal static class JsonNodes
{
    public static string Text(this JsonNode node, string name) => Value(node, name).GetValue<string>();

    public static int Int(this JsonNode node, string name) => Value(node, name).GetValue<int>();

    public static long Long(this JsonNode node, string name) => Value(node, name).GetValue<long>();

    public static decimal Number(this JsonNode node, string name) => Value(node, name).GetValue<decimal>();

    public static double Real(this JsonNode node, string name) => Value(node, name).GetValue<double>();

    public static bool Bool(this JsonNode node, string name) => Value(node, name).GetValue<bool>();

    public static IReadOnlyList<JsonNode> List(this JsonNode node, string name) => [.. Value(node, name).AsArray().Select(n => n!)];

    /// <summary>Whether the property is there, null or not.</summary>
    public static bool Has(this JsonNode node, string name) => node.AsObject().ContainsKey(name);

    public static JsonObject With(this JsonObject body, string name, JsonNode? value)
    {
        body[name] = value;
        return body;
    }

    public static JsonObject Without(this JsonObject body, string name)
    {
        body.Remove(name);
        return body;
    }

    public static JsonArray Array(params IEnumerable<JsonNode?> values) => [.. values];

    private static JsonNode Value(JsonNode node, string name) =>
        node[name] ?? throw new InvalidOperationException($"No \"{name}\" in {node.ToJsonString()}");
}
