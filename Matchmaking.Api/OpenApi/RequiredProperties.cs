using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Matchmaking.Api.Contracts;
using Matchmaking.Api.Http;
using Matchmaking.Core.Common;
using Matchmaking.Core.Funds;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Matchmaking.Api.OpenApi;

/// <summary>
/// Which properties are required: in bodies of requests what the reader insists on, in answers everything that is always
/// written, so that a typed client need not ask whether an id is there. A type that occurs in both says what requests need.
/// </summary>
internal sealed class RequiredProperties : ISchemaFilter, IDocumentFilter
{
    private const string NeededByRequests = nameof(NeededByRequests);

    /// <summary>Types of which some callers are shown less.</summary>
    private static readonly Dictionary<Type, Type> _shownInPart = new() { [typeof(Fund)] = typeof(PublicFundView) };

    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema { Properties: { Count: > 0 } properties } described || context.MemberInfo is not null)
            return;
        var type = WireJson.Options.GetTypeInfo(context.Type);
        if (type.Kind != JsonTypeInfoKind.Object)
            return;
        (described.Metadata ??= new Dictionary<string, object>())[NeededByRequests] = Names(type, properties, StrictJson.IsRequired);
        described.Required = Names(type, properties, IsAlwaysWritten);
        if (_shownInPart.TryGetValue(context.Type, out var part))
            described.Required.IntersectWith(WireJson.Options.GetTypeInfo(part).Properties.Select(p => p.Name));
    }

    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var bodies = swaggerDoc.Paths.Values.SelectMany(p => p.Operations?.Values.AsEnumerable() ?? [])
            .SelectMany(o => o.RequestBody?.Content?.Values.AsEnumerable() ?? []).Select(m => m.Schema);
        foreach (var body in bodies)
            RequireWhatRequestsNeed(body, context.SchemaRepository.Schemas, seen);
    }

    /// <summary>What a request must give of a type; empty for a patch, which is judged as a whole after merging.</summary>
    public static IReadOnlySet<string> OfRequests(OpenApiSchema schema) =>
        schema.Metadata?.TryGetValue(NeededByRequests, out var names) == true ? (HashSet<string>)names : new HashSet<string>();

    /// <summary>Makes a schema one of which requests need nothing.</summary>
    public static void RequireNothing(OpenApiSchema schema)
    {
        schema.Required = null;
        schema.Metadata = null;
    }

    private static HashSet<string> Names(JsonTypeInfo type, IDictionary<string, IOpenApiSchema> described, Func<JsonPropertyInfo, bool> predicate) =>
        type.Properties.Where(p => described.ContainsKey(p.Name) && predicate(p)).Select(p => p.Name).Order(StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);

    private static bool IsAlwaysWritten(JsonPropertyInfo property) =>
        property.Get is not null && property.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: true) is not { Length: > 0 };

    private static void RequireWhatRequestsNeed(IOpenApiSchema? schema, IDictionary<string, IOpenApiSchema> schemas, HashSet<string> seen)
    {
        if (schema is OpenApiSchemaReference { Reference.Id: { } id })
        {
            if (seen.Add(id))
                RequireWhatRequestsNeed(schemas[id], schemas, seen);
        }
        else if (schema is OpenApiSchema found)
        {
            if (found.Properties is { Count: > 0 })
                found.Required = OfRequests(found).ToHashSet(StringComparer.Ordinal);
            foreach (var inner in (found.Properties?.Values.AsEnumerable() ?? []).Concat(found.OneOf ?? []).Append(found.Items))
                RequireWhatRequestsNeed(inner, schemas, seen);
        }
    }
}
