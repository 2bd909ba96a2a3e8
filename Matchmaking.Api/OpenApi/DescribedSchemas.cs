using System.Reflection;
using System.Text.Json;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Matchmaking.Api.OpenApi;

/// <summary>Gives schemas and their properties the words of the doc comments, before what is said of every value of the type.</summary>
internal sealed class DescribedSchemas : ISchemaFilter, IDocumentFilter
{
    private const string Text = nameof(DescribedSchemas);

    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema described || context.MemberInfo is not null || !IsOurs(context.Type))
            return;
        // Kept aside until all is generated: the generator repeats a description at the first place that refers to the type, and only there.
        if ((context.Type.IsEnum ? OfEnum(context.Type) : OfObject(context.Type)) is { } text)
            (described.Metadata ??= new Dictionary<string, object>())[Text] = text;
        foreach (var property in context.Type.GetProperties())
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            if (described.Properties?.TryGetValue(name, out var declared) == true)
                declared.Description = Join(XmlComments.Of(property) ?? PropertyWords.Of(name), declared is OpenApiSchemaReference ? null : declared.Description);
        }
    }

    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        foreach (var schema in context.SchemaRepository.Schemas.Values.OfType<OpenApiSchema>())
        {
            if (schema.Metadata?.TryGetValue(Text, out var text) == true)
                schema.Description = (string)text;
        }
    }

    private static bool IsOurs(Type type) => type.Namespace?.StartsWith("Matchmaking.", StringComparison.Ordinal) == true;

    /// <summary>An entity is described by its details.</summary>
    private static string? OfObject(Type type) => XmlComments.Of(type) ?? (type.BaseType is { } details ? XmlComments.Of(details) : null);

    private static string? OfEnum(Type type)
    {
        var values = type.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (field.Name, Text: XmlComments.OfEnumValue(type, field.Name)))
            .Where(value => value.Text is not null)
            .Select(value => $"`{JsonNamingPolicy.KebabCaseLower.ConvertName(value.Name)}`: {value.Text}");
        return Join(XmlComments.Of(type), string.Join(' ', values));
    }

    private static string? Join(params ReadOnlySpan<string?> parts)
    {
        var given = new List<string>();
        foreach (var part in parts)
        {
            if (!string.IsNullOrEmpty(part))
                given.Add(part);
        }

        return given.Count == 0 ? null : string.Join(' ', given);
    }
}
