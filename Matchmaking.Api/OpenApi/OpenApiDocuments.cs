using System.Globalization;
using Matchmaking.Api.Auth;
using Microsoft.AspNetCore.Authorization;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.Swagger;

namespace Matchmaking.Api.OpenApi;

/// <summary>The OpenAPI document as it is served and written.</summary>
internal static class OpenApiDocuments
{
    public const string Name = "v1";

    public static IServiceCollection AddOpenApiDocument(this IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        services.AddSwaggerGen(options =>
        {
            options.SwaggerDoc(Name, new OpenApiInfo
            {
                Title = "Matchmaking",
                Version = Name,
                Description = "Ranks financing requests for funds and funds for requests, plans the meetings of monthly industry-chain sessions with a proof of optimality, and counts what came of them. 产业链投融资对接：排序、会面方案与成效统计。",
                // A name alone: there is no address that would hold for everybody who runs this.
                Contact = new OpenApiContact { Name = "Matchmaking maintainers" },
                License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
            });
            options.AddSecurityDefinition(ApiKeyAuthentication.SchemeName, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "Authorization: Bearer KEY",
            });
            SchemaConventions.Apply(options);
            options.OperationFilter<OperationConventions>();
            options.OperationFilter<TableConventions>();
            options.OperationFilter<PlanFileConventions>();
            options.DocumentFilter<RequiredProperties>();
            options.DocumentFilter<DescribedSchemas>();
            options.DocumentFilter<DocumentConventions>();
        });
        return services;
    }

    public static void MapOpenApiEndpoints(this WebApplication app)
    {
        app.MapGet("/openapi.yaml", async (IServiceProvider services) => Results.Text(await Yaml(services), "application/yaml")).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/openapi.json", async (IServiceProvider services) => Results.Text(await Json(services), "application/json")).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/", () => Results.Redirect("/docs/index.html")).WithMetadata(new AllowAnonymousAttribute()).ExcludeFromDescription();
    }

    /// <summary>The description as a page to read and to try; open to everybody, like the description itself.</summary>
    public static void UseOpenApiPage(this WebApplication app) => app.UseSwaggerUI(ui =>
    {
        ui.RoutePrefix = "docs";
        ui.SwaggerEndpoint("/openapi.json", "Matchmaking v1");
    });

    public static Task<string> Yaml(IServiceProvider services) => Write(services, w => new OpenApiYamlWriter(w));

    private static Task<string> Json(IServiceProvider services) => Write(services, w => new OpenApiJsonWriter(w));

    private static async Task<string> Write(IServiceProvider services, Func<TextWriter, IOpenApiWriter> writer)
    {
        await using var scope = services.CreateAsyncScope();
        var document = await scope.ServiceProvider.GetRequiredService<IAsyncSwaggerProvider>().GetSwaggerAsync(Name);
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        document.SerializeAsV31(writer(text));
        return text.ToString().ReplaceLineEndings("\n");
    }
}
