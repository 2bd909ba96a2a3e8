using Matchmaking.Api.Auth;
using Matchmaking.Api.Contracts;
using Matchmaking.Api.Events;
using Matchmaking.Api.Http;
using Matchmaking.Api.Limits;

namespace Matchmaking.Api.Endpoints;

/// <summary>What changed, for those who ask.</summary>
internal static class EventEndpoints
{
    public static void MapEventEndpoints(this RouteGroupBuilder v1) =>
        v1.MapGet("/events", List).WithTags("Events").WithName("readEvents").WithSummary("Read what changed since a position; may wait for it")
            .Produces<EventPageView>().AllowRoles(AccessExtensions.Everybody).AsEventStream();

    private static async Task<IResult> List(HttpContext http, Caller caller, EventFeed feed) =>
        EventQuery.Read(http).TryGet(out var query, out var refused)
            ? Answers.Ok(await feed.Read(caller, query, http.RequestAborted))
            : Answers.Problem(refused);
}
