using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Matchmaking.Api.OpenApi;

/// <summary>Order, headings and shared parts of the document, the same on every machine.</summary>
internal sealed class DocumentConventions : IDocumentFilter
{
    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        swaggerDoc.Servers = [new OpenApiServer { Url = "/", Description = "The server that this description came from." }];
        var paths = swaggerDoc.Paths.OrderBy(p => p.Key, StringComparer.Ordinal).ToList();
        swaggerDoc.Paths = [];
        foreach (var (path, item) in paths)
            swaggerDoc.Paths.Add(path, item);
        var tags = swaggerDoc.Paths.Values.SelectMany(p => p.Operations?.Values.AsEnumerable() ?? []).SelectMany(o => o.Tags ?? new HashSet<OpenApiTagReference>())
            .Select(t => t.Name!).Distinct().Order(StringComparer.Ordinal);
        swaggerDoc.Tags = new HashSet<OpenApiTag>(tags.Select(t => new OpenApiTag { Name = t, Description = TagDescriptions.Of(t) }));
        (swaggerDoc.Components ??= new OpenApiComponents()).Headers = StandardHeaders.All();
    }
}
