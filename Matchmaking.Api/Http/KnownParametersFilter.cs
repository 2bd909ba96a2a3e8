using Matchmaking.Api.OpenApi;
using Matchmaking.Core.Common;

namespace Matchmaking.Api.Http;

/// <summary>
/// Refuses query parameters that the description of an operation does not have, also where the handler reads none: a
/// misspelt parameter is never ignored. It says nothing about whether the thing asked for exists.
/// </summary>
internal sealed class KnownParametersFilter : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var operation = http.GetEndpoint()?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName;
        var known = QueryParameters.Of(operation).Select(p => p.Name).ToList();
        var unknown = http.Request.Query.Keys.Where(k => !known.Contains(k))
            .Select(k => new FieldError("?" + k, Codes.UnknownParameter, ("name", k), ("allowed", string.Join(", ", known)))).ToList();
        return unknown.Count == 0 ? next(context) : ValueTask.FromResult<object?>(Answers.Problem(DomainError.Invalid(unknown)));
    }
}
