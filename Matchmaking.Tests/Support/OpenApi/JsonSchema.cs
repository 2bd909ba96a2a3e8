using System.Text.Json;
using System.Text.RegularExpressions;

namespace Matchmaking.Tests.Support.OpenApi;

/// <summary>A schema of the description of the API: the part of JSON Schema 2020-12 that it uses.</summary>
internal sealed class JsonSchema
{
    /// <summary>Name of the component, for schemas that are referred to.</summary>
    public string? Name { get; init; }

    /// <summary>JSON types that are allowed; empty: any.</summary>
    public IReadOnlySet<string> Types { get; set; } = new HashSet<string>();

    public string? Format { get; set; }

    public Regex? Pattern { get; set; }

    public int MinLength { get; set; }

    public int? MaxLength { get; set; }

    public decimal? Minimum { get; set; }

    public decimal? ExclusiveMinimum { get; set; }

    public decimal? Maximum { get; set; }

    public int? MaxItems { get; set; }

    public bool UniqueItems { get; set; }

    public IReadOnlyList<string>? Enum { get; set; }

    public JsonSchema? Items { get; set; }

    public IReadOnlyDictionary<string, JsonSchema> Properties { get; set; } = new Dictionary<string, JsonSchema>();

    public IReadOnlySet<string> Required { get; set; } = new HashSet<string>();

    /// <summary>Whether there may be properties without a schema of their own.</summary>
    public bool AllowsOthers { get; set; } = true;

    /// <summary>What those properties must be; null: anything.</summary>
    public JsonSchema? AdditionalProperties { get; set; }

    public IReadOnlyList<JsonSchema> OneOf { get; set; } = [];

    public IReadOnlyList<JsonSchema> AllOf { get; set; } = [];

    /// <summary>An example that the description shows.</summary>
    public JsonElement? Example { get; set; }

    public bool IsNullable => Types.Contains("null") || OneOf.Any(s => s.IsNullable);

    /// <summary>Of a reference that may be null the reference; else the schema itself.</summary>
    public JsonSchema Value => OneOf.Count == 2 && OneOf.Any(s => s.Types.SetEquals(["null"])) ? OneOf.First(s => !s.Types.SetEquals(["null"])) : this;

    /// <summary>The one type beside null; null where there is none or a choice.</summary>
    public string? Type => Value.Types.Where(t => t != "null").ToList() is [var only] ? only : null;
}
