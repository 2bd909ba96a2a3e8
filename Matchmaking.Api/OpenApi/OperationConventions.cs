using Matchmaking.Api.Auth;
using Matchmaking.Api.Errors;
using Matchmaking.Api.Http;
using Matchmaking.Core.Common;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Matchmaking.Api.OpenApi;

/// <summary>What every operation has: body, parameters, security, answers, examples; from the metadata of its endpoint.</summary>
internal sealed class OperationConventions : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var facts = OperationFacts.Of(context);
        IOpenApiSchema SchemaOf(Type type) => context.SchemaGenerator.GenerateSchema(type, context.SchemaRepository);

        operation.Description = Describe(operation.Description, facts.Roles);
        // Said of each operation, since linters and generators take silence for an oversight; none needed is an empty list.
        operation.Security = facts.Roles is null
            ? []
            : [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(ApiKeyAuthentication.SchemeName, context.Document)] = [] }];
        operation.Parameters = OperationParameters.Of(facts, SchemaOf);
        operation.RequestBody = facts.Body is null ? null : RequestBody(facts, facts.Body, context);
        operation.Responses ??= [];
        OperationResponses.Complete(operation.Responses, facts, SchemaOf(typeof(Problem)), context.Document);
    }

    private static string Describe(string? description, AllowedRoles? roles)
    {
        var access = roles is null ? "No key needed." : $"Roles: {string.Join(", ", roles.Roles.Select(r => r.Kebab()))}.";
        return string.IsNullOrEmpty(description) ? access : $"{description} {access}";
    }

    private static OpenApiRequestBody RequestBody(OperationFacts facts, BodyMetadata body, OperationFilterContext context)
    {
        var schema = context.SchemaGenerator.GenerateSchema(body.Type, context.SchemaRepository);
        var media = new OpenApiMediaType { Schema = body.MediaType == MergePatchSchemas.MediaType ? MergePatchSchemas.Of((OpenApiSchemaReference)schema, context) : schema };
        if (OperationExamples.Request(facts.Id) is { } example)
            media.Example = example;
        return new OpenApiRequestBody
        {
            Required = !body.Optional,
            Content = new Dictionary<string, OpenApiMediaType> { [body.MediaType] = media },
        };
    }
}
