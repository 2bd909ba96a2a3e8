using Matchmaking.Api.Http;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Matchmaking.Api.OpenApi;

/// <summary>
/// Schemas of merge patches, made from those of the whole: nothing is required, and null, which takes a property back to
/// its default, is allowed wherever the whole can do without the property. Objects inside are patches in turn; lists are
/// replaced as they are.
/// </summary>
internal static class MergePatchSchemas
{
    public const string MediaType = MergePatchBody<object>.MediaType;

    public static OpenApiSchemaReference Of(OpenApiSchemaReference whole, OperationFilterContext context)
    {
        var id = whole.Reference.Id!;
        var patchId = id.Replace("Details", "", StringComparison.Ordinal) + "Patch";
        if (!context.SchemaRepository.Schemas.ContainsKey(patchId))
        {
            var schema = context.SchemaRepository.Schemas[id];
            var patch = (OpenApiSchema)schema.CreateShallowCopy();
            var needed = RequiredProperties.OfRequests((OpenApiSchema)schema);
            RequiredProperties.RequireNothing(patch);
            patch.Description = "Properties to change; a property that is absent stays as it is, null puts back its default.";
            patch.Properties = new Dictionary<string, IOpenApiSchema>();
            context.SchemaRepository.AddDefinition(patchId, patch);
            foreach (var (name, property) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
            {
                var part = Part(property, context);
                patch.Properties[name] = needed.Contains(name) ? part : NullableProperties.OrNull(part);
            }
        }

        return new OpenApiSchemaReference(patchId, context.Document);
    }

    /// <summary>A copy, since the whole keeps its own: an object's patch, or the same value.</summary>
    private static IOpenApiSchema Part(IOpenApiSchema property, OperationFilterContext context) => property switch
    {
        OpenApiSchemaReference { Reference.Id: { } id } reference when context.SchemaRepository.Schemas[id].Properties is { Count: > 0 } => Of(reference, context),
        OpenApiSchema { OneOf: { Count: > 0 } choices } choice => Choice(choice, [.. choices.Select(c => Part(c, context))]),
        OpenApiSchema value => value.CreateShallowCopy(),
        _ => property,
    };

    private static OpenApiSchema Choice(OpenApiSchema choice, List<IOpenApiSchema> parts)
    {
        var copy = (OpenApiSchema)choice.CreateShallowCopy();
        copy.OneOf = parts;
        return copy;
    }
}
