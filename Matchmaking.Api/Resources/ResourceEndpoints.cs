using Matchmaking.Api.Auth;
using Matchmaking.Api.Http;
using Matchmaking.Core.Common;

namespace Matchmaking.Api.Resources;

internal static class ResourceEndpoints
{
    /// <summary>Maps list, create, read, replace, patch and delete of a resource, as far as it has them.</summary>
    /// <param name="v1">The group <c>/v1</c>.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="tag">Heading in the OpenAPI document.</param>
    /// <param name="one">Its name in summaries and operation ids: <c>financing request</c>.</param>
    /// <param name="many">The plural.</param>
    public static RouteGroupBuilder MapResource<TEntity, TDetails>(
        this RouteGroupBuilder v1, Resource<TEntity, TDetails> resource, string tag, string one, string many)
        where TEntity : class, TDetails, IEntity
        where TDetails : class
    {
        var handlers = new ResourceHandlers<TEntity, TDetails>(resource);
        var view = resource.ViewType;
        var group = v1.MapGroup(resource.Path).WithTags(tag);
        var item = group.MapGroup("/{id}");

        group.MapGet("", handlers.List).WithName("list" + Pascal(many)).WithSummary($"List {many}, in the order of their creation")
            .Produces(200, typeof(PageView<>).MakeGenericType(view)).AllowRoles([.. resource.Readers]);
        item.MapGet("", handlers.Get).WithName("get" + Pascal(one)).WithSummary($"Read one {one}")
            .Produces(200, view).AllowRoles([.. resource.Readers]);
        if (resource.Verbs.HasFlag(Verbs.Create))
        {
            group.MapPost("", handlers.Create).WithName("create" + Pascal(one)).WithSummary($"Create a {one}")
                .Produces(201, view).AllowRoles([.. resource.Creators]);
        }

        if (resource.Verbs.HasFlag(Verbs.Change))
        {
            item.MapPut("", handlers.Replace).WithName("replace" + Pascal(one)).WithSummary($"Replace a {one} as a whole")
                .Produces(200, view).AllowRoles([.. resource.Writers]);
            item.MapPatch("", handlers.Patch).WithName("patch" + Pascal(one)).WithSummary($"Change single fields of a {one} (JSON merge patch)")
                .Produces(200, view).AllowRoles([.. resource.Writers]);
        }

        if (resource.Verbs.HasFlag(Verbs.Delete))
        {
            item.MapDelete("", handlers.Delete).WithName("delete" + Pascal(one)).WithSummary($"Delete a {one} that nothing refers to")
                .Produces(204).AllowRoles([.. resource.Deleters]);
        }

        return group;
    }

    /// <summary>Words as part of an operation id: <c>financing requests</c> is <c>FinancingRequests</c>.</summary>
    internal static string Pascal(string words) =>
        string.Concat(words.Split(' ', '-').Select(w => char.ToUpperInvariant(w[0]) + w[1..]));
}
