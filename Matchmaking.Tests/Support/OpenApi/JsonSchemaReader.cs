using System.Text.Json;
using System.Text.RegularExpressions;

namespace Matchmaking.Tests.Support.OpenApi;

/// <summary>
/// Makes <see cref="JsonSchema"/> of the schemas of a document. A keyword that it does not know throws: a bound that
/// nobody checks must not look like one that holds.
/// </summary>
internal sealed class JsonSchemaReader(JsonElement document)
{
    private static readonly TimeSpan _patternTimeout = TimeSpan.FromSeconds(1);

    // They say something to a reader and nothing about the value.
    private static readonly HashSet<string> _annotations = ["title", "description", "default", "deprecated", "readOnly", "writeOnly", "contentMediaType", "contentEncoding"];

    private readonly Dictionary<string, JsonSchema> _components = [];

    public JsonSchema Read(JsonElement schema)
    {
        if (!schema.TryGetProperty("$ref", out var reference))
            return Fill(new JsonSchema(), schema);
        var name = reference.GetString()!["#/components/schemas/".Length..];
        if (_components.TryGetValue(name, out var known))
            return known;
        // Known before it is filled, since schemas may refer to themselves.
        var component = _components[name] = new JsonSchema { Name = name };
        return Fill(component, document.GetProperty("components").GetProperty("schemas").GetProperty(name));
    }

    private JsonSchema Fill(JsonSchema schema, JsonElement source)
    {
        foreach (var keyword in source.EnumerateObject())
            Set(schema, keyword.Name, keyword.Value);
        return schema;
    }

    private void Set(JsonSchema schema, string keyword, JsonElement value)
    {
        switch (keyword)
        {
            case "type":
                schema.Types = Texts(value).ToHashSet();
                break;
            case "format":
                schema.Format = value.GetString();
                break;
            case "pattern":
                schema.Pattern = new Regex(value.GetString()!, RegexOptions.ECMAScript, _patternTimeout);
                break;
            case "minLength":
                schema.MinLength = value.GetInt32();
                break;
            case "maxLength":
                schema.MaxLength = value.GetInt32();
                break;
            case "minimum":
                schema.Minimum = value.GetDecimal();
                break;
            case "exclusiveMinimum":
                schema.ExclusiveMinimum = value.GetDecimal();
                break;
            case "maximum":
                schema.Maximum = value.GetDecimal();
                break;
            case "maxItems":
                schema.MaxItems = value.GetInt32();
                break;
            case "uniqueItems":
                schema.UniqueItems = value.GetBoolean();
                break;
            case "enum":
                schema.Enum = [.. Texts(value)];
                break;
            case "items":
                schema.Items = Read(value);
                break;
            case "properties":
                schema.Properties = value.EnumerateObject().ToDictionary(p => p.Name, p => Read(p.Value));
                break;
            case "required":
                schema.Required = Texts(value).ToHashSet();
                break;
            case "additionalProperties":
                schema.AllowsOthers = value.ValueKind != JsonValueKind.False;
                schema.AdditionalProperties = value.ValueKind == JsonValueKind.Object ? Read(value) : null;
                break;
            case "oneOf":
                schema.OneOf = [.. value.EnumerateArray().Select(Read)];
                break;
            case "allOf":
                schema.AllOf = [.. value.EnumerateArray().Select(Read)];
                break;
            case "examples":
                schema.Example = value[0];
                break;
            case var other when !_annotations.Contains(other) && !other.StartsWith("x-", StringComparison.Ordinal):
                throw new NotSupportedException($"The validator of the tests does not know the keyword {other}.");
        }
    }

    private static IEnumerable<string> Texts(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(v => v.GetString()!) : [value.GetString()!];
}
