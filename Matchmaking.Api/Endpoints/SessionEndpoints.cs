using Matchmaking.Api.Auth;
using Matchmaking.Api.Contracts;
using Matchmaking.Api.Http;
using Matchmaking.Api.Resources;
using Matchmaking.Api.Services;
using Matchmaking.Core.Common;
using Matchmaking.Core.Sessions;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Sessions;
using Matchmaking.Core.Taxonomies;

namespace Matchmaking.Api.Endpoints;

/// <summary>Sessions with their registrations, preferences and frozen rankings.</summary>
internal static class SessionEndpoints
{
    public static void MapSessionEndpoints(this RouteGroupBuilder v1, Taxonomy taxonomy)
    {
        v1.MapResource(new SessionResource(taxonomy), "Sessions", "session", "sessions");
        v1.MapResource(new RegistrationResource(), "Registrations", "registration", "registrations");
        v1.MapResource(new PreferenceResource(), "Preferences", "preference", "preferences");

        var rankings = v1.MapGroup("/sessions/{sessionId}/rankings").WithTags("Frozen rankings");
        rankings.MapPost("", Freeze).WithName("freezeRankings")
            .WithSummary("Freeze the rankings of all registered funds and requests, with everything they were computed from")
            .Produces<FreezeView>(201).AllowRoles(AccessExtensions.Organizers);
        rankings.MapGet("", List).WithName("listFreezes").WithSummary("List the freezes of a session").Produces<PageView<FreezeView>>()
            .AllowRoles(AccessExtensions.Readers);
        rankings.MapGet("/{freezeId}", Get).WithName("getFreeze").WithSummary("Read one freeze, on request with its rankings and its input").Produces<FreezeView>()
            .AllowRoles(AccessExtensions.Readers);
        rankings.MapPost("/{freezeId}/replay", Replay).WithName("replayFreeze")
            .WithSummary("Compute a freeze again from its stored inputs and compare byte by byte").Produces<ReplayView>()
            .AllowRoles(AccessExtensions.Readers);
    }

    private static async Task<IResult> Freeze(
        string sessionId, HttpContext http, Caller caller, [OptionalBody] JsonBody<FreezeInput> body, FreezeService freezes, Effects effects, IDatabase database)
    {
        if (!(await RouteIds.Session(sessionId, caller, database, http.RequestAborted)).TryGet(out var session, out var missing))
            return Answers.Problem(missing);
        if (!body.ReadOr(new FreezeInput()).TryGet(out var read, out var malformed))
            return Answers.Problem(malformed);
        if (!read.Validate().TryGet(out var input, out var invalid))
            return Answers.Problem(invalid);
        return await effects.Run<Freeze>(
            commit => freezes.Create(session, input, commit, http.RequestAborted),
            freeze => Reply.Created($"{http.Request.Path}/{freeze.Id}", ETags.Of(freeze.Sha256), FreezeView.Of(freeze)));
    }

    private static Task<IResult> List(string sessionId, HttpContext http, Caller caller, IDatabase database) => SessionLists.Answer(
        sessionId, http, caller, database, _ => [], (db, session, query) => FreezeStore.List(db, session, query.After, query.Limit), FreezeView.Of);

    private static async Task<IResult> Get(string sessionId, string freezeId, HttpContext http, FreezeService freezes)
    {
        var query = new QueryReader(http);
        var include = query.Words("include", "rows", "snapshot");
        if (query.Finish() is { } refused)
            return Answers.Problem(refused);
        var found = Id<Session>.TryParse(sessionId, out var session) && Id<Freeze>.TryParse(freezeId, out var id)
            ? await freezes.Find(session, id, include.Contains("rows"), include.Contains("snapshot"), http.RequestAborted)
            : null;
        // A freeze never changes, so its hash is its version whatever is included.
        return found is null ? Answers.Problem(DomainError.NotFound("freeze")) : Answers.Resource(http, ETags.Of(found.Sha256), found);
    }

    private static async Task<IResult> Replay(string sessionId, string freezeId, HttpContext http, FreezeService freezes, Effects effects) =>
        Id<Session>.TryParse(sessionId, out var session) && Id<Freeze>.TryParse(freezeId, out var id)
            ? await effects.Answer(await freezes.Replay(session, id, http.RequestAborted), Reply.Of)
            : Answers.Problem(DomainError.NotFound("freeze"));
}
