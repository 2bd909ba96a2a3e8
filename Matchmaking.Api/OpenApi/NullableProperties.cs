using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Matchmaking.Ranking.Limits;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Matchmaking.Api.OpenApi;

/// <summary>
/// Says of each property whether it may be null, from the declaration: a plain type gets <c>null</c> as a further type, a
/// reference becomes one of itself and null (OpenAPI 3.1 follows JSON Schema here, which the generator does for plain types only).
/// </summary>
internal sealed class NullableProperties : ISchemaFilter
{
    private readonly NullabilityInfoContext _nullability = new();

    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema { Properties: { Count: > 0 } properties } || context.MemberInfo is not null)
            return;
        foreach (var property in context.Type.GetProperties())
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            if (!properties.TryGetValue(name, out var declared))
                continue;
            properties[name] = IsNullable(property) ? OrNull(declared) : NotNull(declared);
        }
    }

    private bool IsNullable(PropertyInfo property)
    {
        // Left out instead of being null.
        if (property.GetCustomAttribute<JsonIgnoreAttribute>()?.Condition == JsonIgnoreCondition.WhenWritingNull)
            return false;
        // Stands for a JSON value of any kind, null included.
        if (property.PropertyType == typeof(LimitValue))
            return true;
        return property.PropertyType.IsValueType
            ? Nullable.GetUnderlyingType(property.PropertyType) is not null
            : _nullability.Create(property).ReadState == NullabilityState.Nullable;
    }

    public static IOpenApiSchema OrNull(IOpenApiSchema schema)
    {
        if (schema is OpenApiSchema { Type: { } type } plain)
        {
            plain.Type = type | JsonSchemaType.Null;
            return plain;
        }

        return schema is OpenApiSchemaReference
            ? new OpenApiSchema { OneOf = [schema, new OpenApiSchema { Type = JsonSchemaType.Null }] }
            : schema;
    }

    private static IOpenApiSchema NotNull(IOpenApiSchema schema)
    {
        if (schema is OpenApiSchema { Type: { } type } plain)
            plain.Type = type & ~JsonSchemaType.Null;
        return schema;
    }
}
