using System.Reflection;
using Matchmaking.Core.Common;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Matchmaking.Api.OpenApi;

/// <summary>What a property demands and the generator does not read by itself: lists of distinct entries, amounts of more than 0.</summary>
internal sealed class DeclaredBoundsSchemas : ISchemaFilter
{
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema concrete || context.MemberInfo is not { } member)
            return;
        if (member.GetCustomAttribute<DistinctAttribute>() is not null)
            (concrete.MaxItems, concrete.UniqueItems) = (Bounds.ListMax, true);
        if (member.GetCustomAttribute<PositiveAttribute>() is not null)
            (concrete.Minimum, concrete.ExclusiveMinimum) = (null, "0");
    }
}
