using Matchmaking.Api.Auth;
using Matchmaking.Api.Contracts;
using Matchmaking.Api.Http;
using Matchmaking.Api.Operations;
using Matchmaking.Api.Plans;
using Matchmaking.Api.Plans.Explanations;
using Matchmaking.Api.Plans.Repairs;
using Matchmaking.Api.Resources;
using Matchmaking.Core.Common;
using Matchmaking.Core.Sessions;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Sessions;

namespace Matchmaking.Api.Endpoints;

/// <summary>Meeting plans of sessions.</summary>
internal static class PlanEndpoints
{
    public static void MapPlanEndpoints(this RouteGroupBuilder v1)
    {
        var ofSession = v1.MapGroup("/sessions/{sessionId}/plans").WithTags("Plans");
        ofSession.MapPost("", Make).WithName("makePlan").WithSummary("Make the best plan, with a proof that it is").Produces<PlanView>(201).Produces<OperationView>(202)
            .AllowRoles(AccessExtensions.Organizers);
        ofSession.MapGet("", List).WithName("listPlans").WithSummary("List the plans of a session").Produces<PageView<PlanSummary>>()
            .AllowRoles(AccessExtensions.Everybody);

        var plan = v1.MapGroup("/plans/{planId}").WithTags("Plans");
        plan.MapGet("", Get).WithName("getPlan").WithSummary("Read a plan; parties see their own rows of a published one").Produces<PlanView>()
            .AllowRoles(AccessExtensions.Everybody);
        plan.MapPost("/repair", Repair).WithName("repairPlan").WithSummary("Repair a plan after cancellations, late arrivals or lost tables; the answer tells the difference")
            .Produces<PlanView>(201).AllowRoles(AccessExtensions.Organizers);
        plan.MapPost("/publish", Publish).WithName("publishPlan").WithSummary("Publish a draft plan, superseding the one before").Produces<PlanView>()
            .AllowRoles(AccessExtensions.Organizers);
    }

    private static async Task<IResult> Make(
        string sessionId, HttpContext http, Caller caller, [OptionalBody] JsonBody<PlanInput> body, PlanService plans, OperationService operations, Effects effects,
        IDatabase database)
    {
        if (!(await RouteIds.Session(sessionId, caller, database, http.RequestAborted)).TryGet(out var session, out var missing))
            return Answers.Problem(missing);
        if (!body.ReadOr(new PlanInput()).TryGet(out var read, out var malformed))
            return Answers.Problem(malformed);
        if (!read.Validate().TryGet(out var input, out var invalid))
            return Answers.Problem(invalid);
        var attempted = await plans.Attempt(session, input, PlanEffort.Quick, null, http.RequestAborted);
        if (attempted.Error is { } refused && refused.Code is not (Codes.PlanNotFound or Codes.SeatingNotFound))
            return Answers.Problem(refused);
        if (!attempted.TryGet(out var attempt, out _) || !attempt.Document.Optimal)
            return await operations.Start(effects, caller, PlanOperation.KindName, new PlanOrder(session, input), content: null);
        return await effects.Run<StoredPlan>(
            commit => plans.Keep(attempt, input, PlanEffort.Quick, commit, http.RequestAborted),
            made => Reply.Created($"/v1/plans/{made.Plan.Id}", ETags.Of(made.Plan.Version), PlanTranslator.View(made.Plan, made.Document)));
    }

    private static Task<IResult> List(string sessionId, HttpContext http, Caller caller, IDatabase database) => SessionLists.Answer(
        sessionId, http, caller, database,
        query => query.EnumFilter<PlanStatus>("status", "status"),
        (db, session, query) => ReadPage(db, session, query, caller),
        p => new PlanSummary(p.Id, p.Number, p.Status, p.FreezeId, p.SupersededBy, p.PublishedAt, p.CreatedAt));

    /// <summary>Parties see plans only once they are published, and none of a session in which they have no part.</summary>
    private static async Task<Page<SessionPlan>> ReadPage(Db db, SessionId session, ListQuery query, Caller caller)
    {
        if (!caller.IsStaff && !(await RegistrationStore.OfSession(db, session)).Any(r => RegistrationResource.IsOwn(caller, r)))
            return new Page<SessionPlan>([], null);
        IReadOnlyList<ListFilter> visible = caller.IsStaff ? [] : [new ListFilter("status", PlanStatus.Published.Kebab())];
        return await PlanStore.Entities.List(db, query with { Filters = [new ListFilter("session_id", session.ToString()), .. query.Filters, .. visible] });
    }

    private static async Task<IResult> Get(string planId, HttpContext http, Caller caller, PlanService plans)
    {
        var query = new QueryReader(http);
        var include = query.Words("include", "names");
        if (query.Finish() is { } refused)
            return Answers.Problem(refused);
        if (!RouteIds.Read<SessionPlan>(planId, "plan").TryGet(out var id, out var missing))
            return Answers.Problem(missing);
        if (!(await plans.Find(id, caller, include.Contains("names"), http.RequestAborted)).TryGet(out var found, out var error))
            return Answers.Problem(error);
        // Names may change while the plan does not.
        return include.Contains("names") ? Answers.Hashed(http, found.View) : Answers.Resource(http, ETags.Of(found.Plan.Version), found.View);
    }

    private static async Task<IResult> Publish(string planId, PlanService plans, Effects effects)
    {
        if (!RouteIds.Read<SessionPlan>(planId, "plan").TryGet(out var id, out var missing))
            return Answers.Problem(missing);
        return await effects.Write(
            db => plans.Publish(db, id),
            plan => Reply.Changed(ETags.Of(plan.Version), PlanTranslator.View(plan, PlanTranslator.Read(plan))));
    }

    private static async Task<IResult> Repair(
        string planId, HttpContext http, [OptionalBody] JsonBody<RepairInput> body, PlanRepairs repairs, PlanService plans, Effects effects)
    {
        if (!RouteIds.Read<SessionPlan>(planId, "plan").TryGet(out var id, out var missing))
            return Answers.Problem(missing);
        if (await plans.Stored(id, http.RequestAborted) is not { } before)
            return Answers.Problem(DomainError.NotFound("plan"));
        if (!body.ReadOr(new RepairInput()).TryGet(out var read, out var malformed))
            return Answers.Problem(malformed);
        if (!read.Validate().TryGet(out var input, out var invalid))
            return Answers.Problem(invalid);
        return await effects.Run<StoredPlan>(
            commit => repairs.Repair(before, input, commit, http.RequestAborted),
            made => Reply.Created($"/v1/plans/{made.Plan.Id}", ETags.Of(made.Plan.Version), Repaired(made, before)));
    }

    private static PlanView Repaired(StoredPlan made, StoredPlan before) =>
        PlanTranslator.View(made.Plan, made.Document) with { Difference = PlanDifferences.Of((before.Plan.Id, before.Document), (made.Plan.Id, made.Document), _ => true) };
}
