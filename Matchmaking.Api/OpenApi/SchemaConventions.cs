using System.Text.Json.Nodes;
using Matchmaking.Core.Common;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Limits;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Matchmaking.Api.OpenApi;

/// <summary>How the value types of the product look in schemas: as they do in JSON.</summary>
internal static class SchemaConventions
{
    public static void Apply(SwaggerGenOptions options)
    {
        options.SupportNonNullableReferenceTypes();
        options.CustomSchemaIds(SchemaId);
        options.MapType<Money>(() => Number("Yuan (CNY), at most two decimals.", 0, Money.Max.Yuan, 30000000));
        options.MapType<SignedMoney>(() => Number("Yuan (CNY), may be negative.", null, null, 24000000));
        options.MapType<Ratio>(() => Number("A share from 0 to 1, at most four decimals.", 0, 1, 0.8m));
        options.MapType<Multiple>(() => Number("A multiple, at most four decimals.", 0, 100, 1.5m));
        options.MapType<Month>(() => Text("A month, YYYY-MM, from 1900.", "^[1-9][0-9]{3}-(0[1-9]|1[0-2])$", "2026-11", "month"));
        options.MapType<DateOnly>(() => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date", Examples = ["2026-11-20"] });
        options.MapType<LimitValue>(() => new OpenApiSchema
        {
            Description = "A number, a text, a list of texts, or null.",
            Type = JsonSchemaType.Number | JsonSchemaType.String | JsonSchemaType.Array | JsonSchemaType.Null,
            Items = new OpenApiSchema { Type = JsonSchemaType.String },
        });
        options.MapType<SectorPath>(() => Text("Sectors from the top of the tree down.", null, "new-energy/hydrogen", null));
        options.SchemaFilter<IdAndEnumSchemas>();
        options.SchemaFilter<DeclaredBoundsSchemas>();
        options.SchemaFilter<NullableProperties>();
        options.SchemaFilter<RequiredProperties>();
        options.SchemaFilter<DescribedSchemas>();
    }

    private static OpenApiSchema Number(string description, decimal? min, decimal? max, decimal example) => new()
    {
        Type = JsonSchemaType.Number,
        Description = description,
        Minimum = min?.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Maximum = max?.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Examples = [example],
    };

    private static OpenApiSchema Text(string description, string? pattern, string example, string? format) =>
        new() { Type = JsonSchemaType.String, Description = description, Pattern = pattern, Format = format, Examples = [example] };

    private static string SchemaId(Type type)
    {
        var name = type.IsGenericType
            ? string.Concat(type.GetGenericArguments().Select(SchemaId)) + type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]
            : type.Name;
        return name.EndsWith("View", StringComparison.Ordinal) ? name[..^4] : name;
    }

    /// <summary>Ids are UUID texts whatever they are ids of; enums are their kebab-case names.</summary>
    private sealed class IdAndEnumSchemas : ISchemaFilter
    {
        public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
        {
            if (schema is not OpenApiSchema concrete)
                return;
            var type = Nullable.GetUnderlyingType(context.Type) ?? context.Type;
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Id<>))
            {
                concrete.Type = JsonSchemaType.String;
                concrete.Format = "uuid";
                concrete.Properties?.Clear();
                concrete.AdditionalPropertiesAllowed = true;
                concrete.AdditionalProperties = null;
            }
            else if (type.IsEnum)
            {
                concrete.Type = JsonSchemaType.String;
                concrete.Format = null;
                var names = typeof(KebabEnum<>).MakeGenericType(type).GetProperty("Names")!.GetValue(null)!;
                concrete.Enum = [.. ((IReadOnlyList<string>)names).Select(n => JsonValue.Create(n)!)];
            }
        }
    }
}
