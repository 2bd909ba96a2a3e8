using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Matchmaking.Core.Common;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Matchmaking.Api.OpenApi;

/// <summary>
/// What a type demands and the generator does not read by itself: properties that must be given because the constructor
/// of their record has no default for them, lists of distinct entries, amounts of more than 0.
/// </summary>
internal sealed class DeclaredBoundsSchemas : ISchemaFilter
{
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema concrete)
            return;
        if (context.MemberInfo is { } member)
            Bound(concrete, member);
        else if (concrete.Properties is { Count: > 0 })
            Require(concrete, context.Type);
    }

    private static void Bound(OpenApiSchema schema, MemberInfo member)
    {
        if (member.GetCustomAttribute<DistinctAttribute>() is not null)
            (schema.MaxItems, schema.UniqueItems) = (Bounds.ListMax, true);
        if (member.GetCustomAttribute<PositiveAttribute>() is not null)
            (schema.Minimum, schema.ExclusiveMinimum) = (null, "0");
    }

    private static void Require(OpenApiSchema schema, Type type)
    {
        foreach (var property in WireJson.Options.GetTypeInfo(type).Properties.Where(IsAlwaysThere))
            (schema.Required ??= new HashSet<string>()).Add(property.Name);
    }

    private static bool IsAlwaysThere(JsonPropertyInfo property) =>
        property.AssociatedParameter is { HasDefaultValue: false }
        && property.AttributeProvider?.IsDefined(typeof(JsonIgnoreAttribute), inherit: true) != true;
}
