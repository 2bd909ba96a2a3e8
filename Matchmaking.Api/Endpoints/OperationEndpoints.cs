using System.Globalization;
using Matchmaking.Api.Auth;
using Matchmaking.Api.Contracts;
using Matchmaking.Api.Http;
using Matchmaking.Api.Limits;
using Matchmaking.Api.Messages;
using Matchmaking.Api.Operations;
using Matchmaking.Core.Common;
using Matchmaking.Core.Keys;
using Matchmaking.Core.Operations;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Operations;

namespace Matchmaking.Api.Endpoints;

/// <summary>Long work: imports, and whatever else takes more than a moment.</summary>
internal static class OperationEndpoints
{
    private static readonly Role[] _cancellers = [Role.Admin, Role.Organizer, Role.Fund, Role.Startup];

    public static void MapOperationEndpoints(this RouteGroupBuilder v1)
    {
        var operations = v1.MapGroup("/operations").WithTags("Operations");
        operations.MapGet("", List).WithName("listOperations").WithSummary("List operations; parties see their own").Produces<PageView<OperationView>>()
            .AllowRoles(AccessExtensions.Everybody);
        operations.MapGet("/{operationId}", Get).WithName("getOperation").WithSummary("How far an operation is, and what came of it").Produces<OperationView>()
            .AllowRoles(AccessExtensions.Everybody);
        operations.MapGet("/{operationId}/events", Events).WithName("followOperation").WithSummary("Follow an operation as server-sent events, to its end")
            .Produces<OperationView>(200, "text/event-stream").AllowRoles(AccessExtensions.Everybody).AsEventStream();
        operations.MapDelete("/{operationId}", Cancel).WithName("cancelOperation").WithSummary("Cancel an operation; what it has done until then stays")
            .Produces<OperationView>().AllowRoles(_cancellers);
    }

    private static async Task<IResult> List(HttpContext http, Caller caller, OperationService operations, IDatabase database)
    {
        var query = new QueryReader(http);
        IReadOnlyList<ListFilter> filters = [.. query.EnumFilter<OperationStatus>("status", "status"), .. query.TextFilters(("kind", "kind"))];
        var paging = Paging.Read(http, query, filters);
        if (query.Finish() is { } refused)
            return Answers.Problem(refused);
        IReadOnlyList<ListFilter> own = caller.IsStaff ? [] : [new ListFilter("key_id", caller.KeyId.ToString())];
        var page = await database.Read(db => OperationStore.List(db, new ListQuery([.. filters, .. own], paging.After, paging.Limit)), http.RequestAborted);
        var language = LanguageOf(http);
        return Answers.Ok(paging.View(page, o => operations.View(o, language)));
    }

    private static async Task<IResult> Get(string operationId, HttpContext http, Caller caller, OperationService operations) =>
        await operations.Find(caller, operationId, http.RequestAborted) is { } operation
            ? Answers.Resource(http, ETags.Of(operation.Version), operations.View(operation, LanguageOf(http)))
            : Answers.Problem(DomainError.NotFound("operation"));

    private static async Task<IResult> Events(string operationId, HttpContext http, Caller caller, OperationService operations, OperationEvents events)
    {
        if (await operations.Find(caller, operationId, http.RequestAborted) is not { } operation)
            return Answers.Problem(DomainError.NotFound("operation"));
        // What is no version of ours is no version at all: the reader is told everything.
        _ = int.TryParse(http.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var lastSeen);
        return TypedResults.ServerSentEvents(events.Follow(operation.Id, lastSeen, LanguageOf(http), http.RequestAborted));
    }

    private static Task<IResult> Cancel(string operationId, HttpContext http, Caller caller, OperationService operations, Effects effects) =>
        operations.Cancel(effects, caller, operationId, LanguageOf(http));

    private static Language LanguageOf(HttpContext http) => MessageCatalogue.Choose(http.Request.Headers.AcceptLanguage);
}
