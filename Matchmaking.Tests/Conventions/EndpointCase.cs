using Matchmaking.Api.Auth;
using Matchmaking.Api.Http;
using Matchmaking.Core.Common;
using Matchmaking.Core.Keys;
using Matchmaking.Tests.Support;
using Microsoft.AspNetCore.Routing;

namespace Matchmaking.Tests.Conventions;

/// <summary>One endpoint below <c>/v1</c> with everything that a request to it needs.</summary>
internal sealed record EndpointCase(RouteEndpoint Endpoint, HttpMethod Method)
{
    public string Pattern => "/" + Endpoint.RoutePattern.RawText!.Trim('/');

    public string? Name => Endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName;

    public IReadOnlyList<string> Parameters => [.. Endpoint.RoutePattern.Parameters.Select(p => p.Name)];

    public BodyMetadata? Body => Endpoint.Metadata.GetMetadata<BodyMetadata>();

    public IReadOnlyList<Role> Roles => Endpoint.Metadata.GetMetadata<AllowedRoles>()?.Roles ?? [];

    public IEnumerable<string> OtherRoles => KebabEnum<Role>.Names.Except(Roles.Select(r => r.Kebab()));

    /// <summary>PUT, PATCH and DELETE of things that have an ETag; keys and operations end without one.</summary>
    public bool NeedsIfMatch => Method == HttpMethod.Put || Method == HttpMethod.Patch || (Method == HttpMethod.Delete
        && !Pattern.StartsWith("/v1/keys", StringComparison.Ordinal) && !Pattern.StartsWith("/v1/operations", StringComparison.Ordinal));

    /// <summary>Path below <c>/v1</c> with ids of things that exist; what the world does not know becomes unknown.</summary>
    public string PathIn(World world) => Fill(p => world.IdFor(Pattern, p) ?? EndpointIds.Unknown);

    /// <summary>The same with an unknown last id.</summary>
    public string PathToUnknown(World world) => Fill(p => p == Parameters[^1] ? EndpointIds.Unknown : world.IdFor(Pattern, p) ?? EndpointIds.Unknown);

    /// <summary>Whether it takes a file with a table instead of JSON.</summary>
    public bool TakesTable => Endpoint.Metadata.GetMetadata<TableBodyMetadata>() is not null;

    public Task<Answer> Send(ApiClient client, string path, object? body = null, string? mediaType = null, params (string, string)[] headers) =>
        client.SendAsync(Method, path, body ?? (Body is { Optional: false } ? "{}" : TakesTable ? new CsvText("") : null), mediaType ?? Body?.MediaType, headers);

    public override string ToString() => $"{Method} {Pattern}";

    public static IReadOnlyList<EndpointCase> Of(TestServer server) =>
    [
        .. from endpoint in server.Endpoints
           where endpoint.RoutePattern.RawText!.TrimStart('/').StartsWith("v1/", StringComparison.Ordinal)
           from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []
           select new EndpointCase(endpoint, HttpMethod.Parse(method)),
    ];

    private string Fill(Func<string, string> idOf)
    {
        var path = Pattern["/v1".Length..];
        foreach (var parameter in Endpoint.RoutePattern.Parameters)
            path = path.Replace("{" + parameter.Name + "}", idOf(parameter.Name), StringComparison.Ordinal);
        return path;
    }
}
