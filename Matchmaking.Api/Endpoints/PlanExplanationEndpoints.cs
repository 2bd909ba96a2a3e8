using Matchmaking.Api.Auth;
using Matchmaking.Api.Contracts;
using Matchmaking.Api.Http;
using Matchmaking.Api.Messages;
using Matchmaking.Api.Plans.Explanations;
using Matchmaking.Core.Common;
using Matchmaking.Core.Sessions;

namespace Matchmaking.Api.Endpoints;

/// <summary>Why a plan is as it is: one pair, what its limits cost, who would rather meet somebody else, and what another plan changes.</summary>
internal static class PlanExplanationEndpoints
{
    public static void MapPlanExplanationEndpoints(this RouteGroupBuilder v1)
    {
        var plan = v1.MapGroup("/plans/{planId}").WithTags("Plans");
        plan.MapGet("/pair", Pair).WithName("getPlanPair").WithSummary("Why a pair meets or does not, and what it would cost if it had to").Produces<PlanPairView>()
            .AllowRoles(AccessExtensions.Everybody);
        plan.MapGet("/prices", Prices).WithName("getPlanPrices").WithSummary("What a table, a round, a meeting more, or a pin less would add").Produces<PlanPricesView>()
            .AllowRoles(AccessExtensions.Readers);
        plan.MapGet("/stability", Stability).WithName("getPlanStability").WithSummary("Pairs that would both rather meet each other").Produces<PlanStabilityView>()
            .AllowRoles(AccessExtensions.Readers);
        plan.MapGet("/diff/{otherId}", Compare).WithName("comparePlans").WithSummary("What becomes of a plan in another one of its session").Produces<PlanDifferenceView>()
            .AllowRoles(AccessExtensions.Everybody);
    }

    private static async Task<IResult> Pair(string planId, HttpContext http, Caller caller, PairExplanations explanations)
    {
        var query = new QueryReader(http);
        var startup = Needed(http, query, "startupRegistrationId");
        var fund = Needed(http, query, "fundRegistrationId");
        Result<(RegistrationId, RegistrationId)> pair = query.Finish() is { } refused ? refused : (startup, fund);
        if (!RouteIds.Read<SessionPlan>(planId, "plan").TryGet(out var id, out var missing))
            return Answers.Problem(missing);
        var language = MessageCatalogue.Choose(http.Request.Headers.AcceptLanguage);
        return Answers.Hashed(http, await explanations.Explain(id, pair, caller, language, http.RequestAborted));
    }

    private static async Task<IResult> Prices(string planId, HttpContext http, Caller caller, PlanExplanations explanations)
    {
        if (new QueryReader(http).Finish() is { } refused)
            return Answers.Problem(refused);
        return RouteIds.Read<SessionPlan>(planId, "plan").TryGet(out var id, out var missing)
            ? Answers.Hashed(http, await explanations.Prices(id, caller, http.RequestAborted))
            : Answers.Problem(missing);
    }

    private static async Task<IResult> Stability(string planId, HttpContext http, Caller caller, PlanExplanations explanations)
    {
        var query = new QueryReader(http);
        var limit = query.Limit();
        if (query.Finish() is { } refused)
            return Answers.Problem(refused);
        return RouteIds.Read<SessionPlan>(planId, "plan").TryGet(out var id, out var missing)
            ? Answers.Hashed(http, await explanations.Stability(id, limit, caller, http.RequestAborted))
            : Answers.Problem(missing);
    }

    private static async Task<IResult> Compare(string planId, string otherId, HttpContext http, Caller caller, PlanDifferences differences)
    {
        if (new QueryReader(http).Finish() is { } refused)
            return Answers.Problem(refused);
        if (!RouteIds.Read<SessionPlan>(planId, "plan").TryGet(out var id, out var missing))
            return Answers.Problem(missing);
        return RouteIds.Read<SessionPlan>(otherId, "plan").TryGet(out var other, out var otherMissing)
            ? Answers.Hashed(http, await differences.Compare(id, other, caller, http.RequestAborted))
            : Answers.Problem(otherMissing);
    }

    // Meaningless where the query is refused.
    private static RegistrationId Needed(HttpContext http, QueryReader query, string name)
    {
        var id = query.Id<Registration>(name);
        if (!http.Request.Query.ContainsKey(name))
            query.Refuse(name, Codes.Required);
        return id ?? default;
    }
}
