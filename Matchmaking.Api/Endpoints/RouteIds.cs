using Matchmaking.Api.Auth;
using Matchmaking.Api.Resources;
using Matchmaking.Core.Common;
using Matchmaking.Core.Storage;

namespace Matchmaking.Api.Endpoints;

/// <summary>Ids from paths: what is not an id names nothing, so it is 404 rather than 400.</summary>
internal static class RouteIds
{
    public static Result<Id<T>> Read<T>(string text, string what) =>
        Id<T>.TryParse(text, out var id) ? id : DomainError.NotFound(what);

    /// <summary>A session that the caller may see; asked before the body is judged, as what is not there is 404 whatever else is wrong.</summary>
    public static async Task<Result<SessionId>> Session(string text, Caller caller, IDatabase database, CancellationToken cancel) =>
        SessionIdOf(text) is { } id && await database.Read(db => SessionResource.CheckVisible(db, caller, id.Value), cancel) is null
            ? id
            : DomainError.NotFound("session");

    private static SessionId? SessionIdOf(string text) => SessionId.TryParse(text, out var id) ? id : null;
}
