using Matchmaking.Core.Common;

namespace Matchmaking.Api.Endpoints;

/// <summary>Ids from paths: what is not an id names nothing, so it is 404 rather than 400.</summary>
internal static class RouteIds
{
    public static Result<Id<T>> Read<T>(string text, string what) =>
        Id<T>.TryParse(text, out var id) ? id : DomainError.NotFound(what);
}
