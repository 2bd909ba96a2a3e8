using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Matchmaking.Tests.Support;
using Matchmaking.Tests.Support.OpenApi;

namespace Matchmaking.Tests.BadInput;

/// <summary>
/// Everything that can be wrong with one property, from its schema alone. A new property or resource gets its rows by
/// being described.
/// </summary>
/// <param name="isPatch">In a merge patch nothing is missing, and null takes away what may not be taken away.</param>
internal sealed class SchemaFaults(bool isPatch)
{
    private const int Large = 64 * 1024;

    private static readonly (string Type, string Raw)[] _otherTypes =
        [("boolean", "true"), ("boolean", "false"), ("number", "7"), ("number", "-0.5"), ("string", "\"x\""), ("string", "\"7\""), ("array", "[]"), ("object", "{}"), ("object", "{\"value\":1}")];

    private static readonly string[] _notJson = ["NaN", "Infinity", "-Infinity", "+1", "01", ".5", "1.", "0x10", "undefined", "'x'", "True", "\"\\x\"", "\"a\u0001b\""];

    public IEnumerable<BodyFault> Of(JsonSchema schema, JsonPlace place)
    {
        foreach (var (name, property) in schema.Properties)
        {
            // A patch with this property alone, as far as the example shows it.
            var at = isPatch && place.Path.Count == 0 ? new JsonPlace(Only(place.Body, name), [name]) : place.Below(name);
            foreach (var fault in Property(property, at, schema.Required.Contains(name)))
                yield return fault;
        }

        foreach (var name in (string[])["surprise", "id", "createdAt", "version", "__proto__", "a/b~c", "", "名称"])
        {
            if (!schema.Properties.ContainsKey(name))
                yield return Fault("unknown property", place.Below(name) with { Body = isPatch && place.Path.Count == 0 ? [] : place.Body }, "1", "unknown-property");
        }
    }

    private IEnumerable<BodyFault> Property(JsonSchema schema, JsonPlace at, bool required)
    {
        var current = at.Current?.ToJsonString() ?? "null";
        if (required && !isPatch)
            yield return new BodyFault("missing", at.Without(), [$"{at.Pointer} required"]);
        if (!schema.IsNullable)
            yield return Fault("null", at, "null", isPatch ? "required" : "wrong-type");
        string[] twice = isPatch || at.Current is not null || schema.IsNullable
            ? [$"{at.Pointer} duplicate-property"]
            : [$"{at.Pointer} duplicate-property", $"{at.Pointer} wrong-type"];
        yield return new BodyFault("given twice", at.With($"{current},{JsonSerializer.Serialize(at.Path[^1])}:{current}"), twice);
        foreach (var fault in Value(schema.Value, at))
            yield return fault;
    }

    private IEnumerable<BodyFault> Value(JsonSchema schema, JsonPlace at)
    {
        var type = schema.Type ?? throw new InvalidOperationException($"{at.Pointer} may be anything.");
        foreach (var (other, raw) in _otherTypes)
        {
            if (other != type && !(other == "number" && type == "integer"))
                yield return Fault(other, at, raw, "wrong-type");
        }

        foreach (var raw in Some(_notJson, at, 3))
            yield return new BodyFault("not JSON", at.With(raw), [" invalid-json"]);
        yield return new BodyFault("nested 64 deep", at.With(Nested(64)), [" invalid-json"]);
        yield return type == "array" ? Fault("nested 20 deep", at, Nested(20), "wrong-type", "/0") : Fault("nested 20 deep", at, Nested(20), "wrong-type");
        var further = type switch
        {
            "string" => TextFaults.Of(schema, at),
            "integer" => NumberFaults.OfInteger(schema, at),
            "number" => NumberFaults.OfNumber(schema, at),
            "array" => List(schema, at),
            "object" => Of(schema, at.Current is JsonObject ? at : throw new InvalidOperationException($"The example shows no {at.Pointer}.")),
            _ => [],
        };
        foreach (var fault in further)
            yield return fault;
    }

    private static IEnumerable<BodyFault> List(JsonSchema schema, JsonPlace at)
    {
        var item = schema.Items!;
        var example = (at.Current as JsonArray)?.FirstOrDefault() ?? Sample(item.Value);
        var sample = example.ToJsonString();
        yield return Fault("an item null", at, "[null]", "wrong-type", "/0");
        yield return Fault("the second item null", at, $"[{sample},null]", "wrong-type", "/1");
        if (schema.MaxItems is { } max)
            yield return Fault("too many", at, $"[{string.Join(',', Enumerable.Repeat(sample, max + 1))}]", "too-many");
        if (schema.UniqueItems)
            yield return Fault("an item twice", at, $"[{sample},{sample}]", "duplicate", "/1");

        // A patch replaces a list as it is. With an item whose place can be taken.
        var body = at.Body.DeepClone().AsObject();
        var owner = (at with { Body = body, Path = [.. at.Path.SkipLast(1)] }).Current!.AsObject();
        if (owner[at.Path[^1]] is not JsonArray { Count: > 0 })
            owner[at.Path[^1]] = new JsonArray(example.DeepClone());
        foreach (var fault in new SchemaFaults(isPatch: false).Value(item.Value, at.Below("0") with { Body = body }))
            yield return fault;
    }

    private static JsonNode Sample(JsonSchema schema) => schema switch
    {
        { Type: "integer" or "number" } => 1,
        { Enum: { } names } => names[0],
        { Format: "uuid" } => EndpointIds.Unknown,
        _ => "x",
    };

    private static JsonObject Only(JsonObject body, string name) => body[name] is { } value ? new JsonObject { [name] = value.DeepClone() } : [];

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);

    internal static BodyFault Fault(string what, JsonPlace at, string raw, string code, string below = "") =>
        new(what, at.With(raw), [$"{at.Pointer}{below} {code}"]);

    /// <summary>A few of many for this place: others for the next, so that an operation still meets all of them.</summary>
    internal static IEnumerable<string> Some(IReadOnlyList<string> all, JsonPlace at, int count)
    {
        var start = at.Pointer.Sum(c => c);
        return Enumerable.Range(0, count).Select(i => all[(start + (i * all.Count / count)) % all.Count]);
    }

    /// <summary>A text of 64 KB.</summary>
    internal static string LargeText => $"\"{new string('x', Large)}\"";

    internal static string Number(decimal value) => value.ToString(CultureInfo.InvariantCulture);
}
