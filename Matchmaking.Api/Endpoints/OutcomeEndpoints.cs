using Matchmaking.Api.Auth;
using Matchmaking.Api.Contracts;
using Matchmaking.Api.Http;
using Matchmaking.Api.Resources;
using Matchmaking.Api.Services;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Common;
using Matchmaking.Core.Keys;
using Matchmaking.Core.Outcomes;
using Matchmaking.Core.Sessions;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Outcomes;

namespace Matchmaking.Api.Endpoints;

/// <summary>What came of meetings, and the reports that count it.</summary>
internal static class OutcomeEndpoints
{
    private static readonly Role[] _readers = [Role.Admin, Role.Auditor, Role.Organizer, Role.Fund];

    public static void MapOutcomeEndpoints(this RouteGroupBuilder v1)
    {
        var outcomes = v1.MapGroup("/sessions/{sessionId}/outcomes").WithTags("Outcomes");
        outcomes.MapPost("", Record).WithName("recordOutcome").WithSummary("Record what came of a pair; outcomes are never changed").Produces<Outcome>(201)
            .AllowRoles(Role.Admin, Role.Organizer, Role.Fund);
        outcomes.MapGet("", List).WithName("listOutcomes").WithSummary("List the outcomes of a session").Produces<PageView<Outcome>>().AllowRoles(_readers);
        outcomes.MapGet("/{outcomeId}", Get).WithName("getOutcome").WithSummary("Read one outcome").Produces<Outcome>().AllowRoles(_readers);
        v1.MapGet("/sessions/{sessionId}/report", Report).WithTags("Reports").WithName("getSessionReport").WithSummary("The report of a session")
            .Produces<SessionReportView>().AllowRoles(AccessExtensions.Readers);
        v1.MapGet("/reports", Season).WithTags("Reports").WithName("getSeasonReport").WithSummary("The report over months, by month and chain")
            .Produces<SeasonReportView>().AllowRoles(AccessExtensions.Readers);
    }

    private static Task<IResult> Record(
        string sessionId, HttpContext http, Caller caller, JsonBody<OutcomeDetails> body, Effects effects, Surroundings now)
    {
        var parsed = body.Read();
        return effects.Write<Outcome>(
            async db =>
            {
                if (!Id<Session>.TryParse(sessionId, out var session) || await SessionResource.CheckVisible(db, caller, session.Value) is not null)
                    return DomainError.NotFound("session");
                if (!parsed.TryGet(out var input, out var malformed))
                    return malformed;
                if (!(await OutcomeBuilder.Build(db, caller, session, input, now)).TryGet(out var outcome, out var invalid))
                    return invalid;
                await OutcomeStore.Insert(db, outcome);
                return outcome;
            },
            recorded => Reply.Created($"{http.Request.Path}/{recorded.Id}", ETags.Of(1), recorded));
    }

    private static Task<IResult> List(string sessionId, HttpContext http, Caller caller, IDatabase database) => SessionLists.Answer(
        sessionId, http, caller, database,
        query =>
        [
            .. query.TextFilters(("fundId", "fund_id"), ("financingRequestId", "financing_request_id")),
            .. query.EnumFilter<OutcomeResult>("result", "result"),
        ],
        (db, session, query) => OutcomeStore.List(db, session, query with { Filters = [.. query.Filters, .. Own(caller)] }),
        outcome => outcome);

    private static IReadOnlyList<ListFilter> Own(Caller caller) =>
        caller.Role == Role.Fund ? [new ListFilter("fund_id", caller.SubjectTexts)] : [];

    private static async Task<IResult> Get(string sessionId, string outcomeId, HttpContext http, Caller caller, IDatabase database)
    {
        var found = Id<Session>.TryParse(sessionId, out var session) && Id<Outcome>.TryParse(outcomeId, out var id)
            ? await database.Read(
                async db => await SessionResource.CheckVisible(db, caller, session.Value) is null ? await OutcomeStore.Find(db, session, id) : null, http.RequestAborted)
            : null;
        return found is null || !caller.SeesFund(found.FundId)
            ? Answers.Problem(DomainError.NotFound("outcome"))
            : Answers.Resource(http, ETags.Of(1), found);
    }

    private static async Task<IResult> Report(string sessionId, HttpContext http, ReportService reports)
    {
        if (!RouteIds.Read<Session>(sessionId, "session").TryGet(out var id, out var missing))
            return Answers.Problem(missing);
        return Answers.Hashed(http, await reports.OfSession(id, http.RequestAborted));
    }

    private static async Task<IResult> Season(HttpContext http, ReportService reports, Surroundings now)
    {
        var query = new QueryReader(http);
        var to = query.Month("to") ?? Month.Of(now.Today);
        var from = query.Month("from") ?? to.AddMonths(-11);
        if (from.CompareTo(to) > 0)
            query.Refuse("from", Codes.WrongOrder, ("relation", "after"), ("other", "to"));
        return query.Finish() is { } refused ? Answers.Problem(refused) : Answers.Hashed(http, await reports.OfSeason(from, to, http.RequestAborted));
    }
}
