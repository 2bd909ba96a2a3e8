using System.Diagnostics;
using System.Text.Json;
using Matchmaking.Api.Auth;
using Matchmaking.Api.Contracts;
using Matchmaking.Api.Http;
using Matchmaking.Api.Resources;
using Matchmaking.Api.Setup;
using Matchmaking.Api.Telemetry;
using Matchmaking.Core.Common;
using Matchmaking.Core.Plans;
using Matchmaking.Core.Plans.Solving;
using Matchmaking.Core.Plans.Verification;
using Matchmaking.Core.Sessions;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Funds;
using Matchmaking.Core.Storage.Sessions;
using Matchmaking.Core.Storage.Startups;

namespace Matchmaking.Api.Services;

/// <summary>Makes, keeps and publishes plans of sessions.</summary>
internal sealed class PlanService(IDatabase database, Surroundings now, ServiceMetrics metrics)
{
    private const int Attempts = 3;

    private readonly ExactMeetingSolver _solver = new();

    /// <summary>
    /// Solves outside the writer and stores the plan only if the session did not change meanwhile. Every plan passes the
    /// independent verifier before it is stored.
    /// </summary>
    public async Task<Result<SessionPlan>> Make(SessionId session, PlanInput input, Commit<SessionPlan> commit, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var loaded = await database.Read(db => Load(db, session, input), cancel);
            if (!loaded.TryGet(out var problem, out var refused))
                return refused;
            if (!PlanTranslator.Plan(problem, Solve(problem.Problem, cancel)).TryGet(out var plan, out var unsolved))
                return unsolved;
            var verdict = PlanVerifier.Verify(problem.Problem, plan);
            if (!verdict.IsValid)
                throw new InvalidOperationException($"The solver made a plan that the verifier rejects: {string.Join("; ", verdict.Violations.Take(5))}");
            var document = PlanTranslator.Document(problem, plan, input);
            var stored = await commit(db => Store(db, problem, document));
            if (stored.Error?.Code != Codes.SessionChanged)
                return stored;
        }

        return DomainError.Conflict(Codes.SessionChanged);
    }

    /// <summary>Publishes a draft; the plan that was in force before is superseded and stays readable.</summary>
    public async Task<Result<SessionPlan>> Publish(Db db, PlanId id)
    {
        if (await PlanStore.Entities.Find(db, id.Value) is not { } plan)
            return DomainError.NotFound("plan");
        if (plan.Status == PlanStatus.Published)
            return DomainError.Conflict(Codes.AlreadyPublished);
        var before = await PlanStore.InForce(db, plan.SessionId);
        if (before?.Number > plan.Number)
            return DomainError.Conflict(Codes.PlanOutdated);
        if (before is not null)
        {
            var superseded = before with { SupersededBy = plan.Id, Version = before.Version + 1, UpdatedAt = now.Time };
            if ((await PlanStore.Entities.Update(db, superseded)).Error is { } refused)
                return refused;
        }

        return await PlanStore.Entities.Update(
            db, plan with { Status = PlanStatus.Published, PublishedAt = now.Time, Version = plan.Version + 1, UpdatedAt = now.Time });
    }

    /// <summary>A plan as this caller may see it; 404 for parties while it is a draft or when they have no part in it.</summary>
    public Task<Result<(SessionPlan Plan, PlanView View)>> Find(PlanId id, Caller caller, bool withNames, CancellationToken cancel) =>
        database.Read<Result<(SessionPlan, PlanView)>>(
            async db =>
            {
                if (await PlanStore.Entities.Find(db, id.Value) is not { } plan)
                    return DomainError.NotFound("plan");
                var registrations = caller.IsStaff && !withNames ? [] : await RegistrationStore.OfSession(db, plan.SessionId);
                var own = registrations.Where(r => RegistrationResource.IsOwn(caller, r)).Select(r => r.Id).ToHashSet();
                if (!caller.IsStaff && (own.Count == 0 || plan.Status != PlanStatus.Published))
                    return DomainError.NotFound("plan");
                var document = PlanTranslator.Read(plan);
                var view = caller.IsStaff ? PlanTranslator.View(plan, document) : PlanTranslator.ViewOf(plan, document, own, caller);
                return (plan, withNames ? await WithNames(db, view, registrations) : view);
            },
            cancel);

    private static async Task<PlanView> WithNames(Db db, PlanView view, IReadOnlyList<Registration> registrations)
    {
        var names = new Dictionary<RegistrationId, string>();
        var shown = view.Meetings.SelectMany(m => new[] { m.StartupRegistrationId, m.FundRegistrationId }).ToHashSet();
        foreach (var registration in registrations.Where(r => shown.Contains(r.Id)))
        {
            var id = registration.Party.Id!.Value;
            names[registration.Id] = registration.Party.Type == PartyType.Startup
                ? (await StartupStore.Entities.Find(db, id))!.Name
                : (await FundStore.Entities.Find(db, id))!.Name;
        }

        return view with
        {
            Meetings = [.. view.Meetings.Select(m => m with { StartupName = names[m.StartupRegistrationId], FundName = names[m.FundRegistrationId] })],
        };
    }

    private MeetingPlanResult Solve(MeetingProblem problem, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        var result = _solver.Solve(problem, null, cancel);
        metrics.PlanSolved(result, problem.Startups.Count + problem.Funds.Count, Stopwatch.GetElapsedTime(started));
        return result;
    }

    private static async Task<Result<PlanProblem>> Load(Db db, SessionId id, PlanInput input)
    {
        if (await SessionRoster.Load(db, id) is not { } roster)
            return DomainError.NotFound("session");
        if (roster.Session.Status == SessionStatus.Closed)
            return DomainError.Conflict(Codes.SessionNotOpen, ("status", roster.Session.Status.Kebab()), ("needed", "not closed"));
        var layout = input.Layout ?? roster.Session.Layout;
        if (layout != SessionLayout.Meetings)
            return Unsupported(Codes.LayoutNotSupported, "/layout", ("layout", layout.Kebab()));
        if (input.Objective != PlanObjective.Total)
            return Unsupported(Codes.ObjectiveNotSupported, "/objective", ("objective", input.Objective.Kebab()));
        return await PlanProblem.Load(db, roster, input);
    }

    private static DomainError Unsupported(string code, string pointer, params (string, object?)[] args) =>
        new(ErrorKind.Unprocessable, code, args, [new FieldError(pointer, code, args)]);

    /// <returns><c>session-changed</c> when the session is not what the problem was made of.</returns>
    private async Task<Result<SessionPlan>> Store(Db db, PlanProblem problem, PlanDocument document)
    {
        var session = problem.Roster.Session.Id;
        if (await ChangeCounters.Read(db, ChangeCounters.Session(session)) != problem.Roster.Revision)
            return DomainError.Conflict(Codes.SessionChanged);
        var plan = new SessionPlan
        {
            Id = now.Ids.Next<SessionPlan>(),
            Version = 1,
            CreatedAt = now.Time,
            UpdatedAt = now.Time,
            SessionId = session,
            FreezeId = problem.Freeze.Id,
            Number = await PlanStore.NextNumber(db, session),
            Document = JsonSerializer.Serialize(document, WireJson.Options),
        };
        return await PlanStore.Entities.Insert(db, plan);
    }
}
