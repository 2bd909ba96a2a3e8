using System.Text.Json;
using Matchmaking.Api.Auth;
using Matchmaking.Api.Contracts;
using Matchmaking.Api.Errors;
using Matchmaking.Api.Http;
using Matchmaking.Api.Services;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Common;
using Matchmaking.Core.Plans;
using Matchmaking.Core.Sessions;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.FinancingRequests;
using Matchmaking.Core.Storage.Sessions;
using Matchmaking.Core.Storage.Startups;

namespace Matchmaking.Api.Plans;

/// <summary>Makes, keeps and publishes plans of sessions.</summary>
internal sealed class PlanService(IDatabase database, Surroundings now, MeetingPlanner meetings, SeatingPlanner seatings)
{
    /// <summary>Makes a plan without storing it, outside the writer.</summary>
    /// <param name="session">Whose.</param>
    /// <param name="input">What to plan.</param>
    /// <param name="effort">How much work it may cost.</param>
    /// <param name="progress">Told of every better plan and bound; null where nobody listens.</param>
    /// <param name="cancel">Ends a search with the best plan so far.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was signalled before there was any plan.</exception>
    public async Task<Result<PlanAttempt>> Attempt(SessionId session, PlanInput input, PlanEffort effort, IProgress<SolveProgress>? progress, CancellationToken cancel)
    {
        var loaded = await database.Read(db => Load(db, session, input), cancel);
        if (!loaded.TryGet(out var known, out var refused))
            return refused;
        var (problem, sectors) = known;
        var asked = input with { Layout = input.Layout ?? problem.Roster.Session.Layout };
        var made = asked.Layout == SessionLayout.Meetings
            ? meetings.Plan(problem, asked, effort.Meetings, progress, cancel)
            : seatings.Plan(problem, asked, sectors, effort.SeatingSteps, progress, cancel);
        return made.TryGet(out var document, out var unsolved)
            ? new PlanAttempt(session, problem.Roster.Revision, problem.Freeze.Id, document)
            : await WithNames(problem.Roster.Session.Id, unsolved, cancel);
    }

    /// <summary>A refusal with the names of those that it speaks of.</summary>
    public async Task<DomainError> WithNames(SessionId session, DomainError refusal, CancellationToken cancel) =>
        PlanRefusals.Named(refusal) is { Count: > 0 } named
            ? PlanRefusals.WithNames(refusal, await database.Read(async db => await PartyNames.Of(db, await RegistrationStore.OfSession(db, session), named), cancel))
            : refusal;

    /// <summary>Stores an attempt, or where the session has changed meanwhile another one: a few times.</summary>
    public Task<Result<StoredPlan>> Keep(PlanAttempt attempt, PlanInput input, PlanEffort effort, Commit<StoredPlan> commit, CancellationToken cancel)
    {
        PlanAttempt? ready = attempt;
        return UnchangedSession.Retry<StoredPlan>(async () =>
        {
            var made = ready ?? await Attempt(attempt.Session, input, effort, null, cancel);
            ready = null;
            return made.TryGet(out var next, out var refused) ? await commit(db => Store(db, next)) : refused;
        }, cancel);
    }

    /// <returns><c>session-changed</c> when the session is not what the plan was made of.</returns>
    public async Task<Result<StoredPlan>> Store(Db db, PlanAttempt attempt) =>
        await UnchangedSession.Check(db, attempt.Session, attempt.Revision) is { } changed ? changed : await Insert(db, attempt.Session, attempt.FreezeId, attempt.Document);

    /// <summary>Stores a draft as the next version.</summary>
    public async Task<Result<StoredPlan>> Insert(Db db, SessionId session, FreezeId freeze, PlanDocument document)
    {
        var plan = new SessionPlan
        {
            Id = now.Ids.Next<SessionPlan>(),
            Version = 1,
            CreatedAt = now.Time,
            UpdatedAt = now.Time,
            SessionId = session,
            FreezeId = freeze,
            Number = await PlanStore.NextNumber(db, session),
            Document = JsonSerializer.Serialize(document, WireJson.Options),
        };
        return (await PlanStore.Entities.Insert(db, plan)).TryGet(out var stored, out var refused) ? new StoredPlan(stored, document) : refused;
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

    /// <summary>A plan as stored; null when there is none.</summary>
    public Task<StoredPlan?> Stored(PlanId id, CancellationToken cancel) =>
        database.Read(async db => await PlanStore.Entities.Find(db, id.Value) is { } plan ? StoredPlan.Read(plan) : null, cancel);

    /// <summary>A plan as this caller may see it; 404 for parties while it is a draft or when they have no part in it.</summary>
    public Task<Result<(SessionPlan Plan, PlanView View)>> Find(PlanId id, Caller caller, bool withNames, CancellationToken cancel) =>
        database.Read<Result<(SessionPlan, PlanView)>>(
            async db =>
            {
                if (!(await VisiblePlan.Find(db, id, caller)).TryGet(out var visible, out var missing))
                    return missing;
                var (plan, document) = (visible.Plan, visible.Document);
                var view = caller.IsStaff ? PlanTranslator.View(plan, document) : PlanTranslator.ViewOf(plan, document, visible.Own, caller);
                return (plan, withNames ? await WithNames(db, view, visible.Registrations.Values) : view);
            },
            cancel);

    private static async Task<PlanView> WithNames(Db db, PlanView view, IEnumerable<Registration> registrations)
    {
        var shown = view.Meetings.SelectMany(m => new[] { m.StartupRegistrationId, m.FundRegistrationId })
            .Concat((view.Tables ?? []).SelectMany(t => t.Seats.Select(s => s.RegistrationId))).ToHashSet();
        var names = await PartyNames.Of(db, registrations, shown);
        return view with
        {
            Meetings = [.. view.Meetings.Select(m => m with { StartupName = names[m.StartupRegistrationId], FundName = names[m.FundRegistrationId] })],
            Tables = view.Tables is null ? null : [.. view.Tables.Select(t => t with { Seats = [.. t.Seats.Select(s => s with { Name = names[s.RegistrationId] })] })],
        };
    }

    private static async Task<Result<(PlanProblem Problem, IReadOnlyList<string?> Sectors)>> Load(Db db, SessionId id, PlanInput input)
    {
        if (await SessionRoster.Load(db, id) is not { } roster)
            return DomainError.NotFound("session");
        if (roster.Session.Status == SessionStatus.Closed)
            return DomainError.Conflict(Codes.SessionNotOpen, ("status", roster.Session.Status.Kebab()), ("needed", "not closed"));
        var isSeating = (input.Layout ?? roster.Session.Layout) != SessionLayout.Meetings;
        if (isSeating && input.Objective == PlanObjective.Fair)
            return new DomainError(ErrorKind.Unprocessable, Codes.ObjectiveNotForLayout, [], [new FieldError("/objective", Codes.ObjectiveNotForLayout)]);
        if (isSeating && input.Pins.Any(p => p.Round is not null))
            return new DomainError(ErrorKind.Unprocessable, Codes.RoundPinNotForLayout, [], [new FieldError("/pins", Codes.RoundPinNotForLayout)]);
        if (!(await PlanProblem.Load(db, roster, input)).TryGet(out var problem, out var refused))
            return refused;
        return (problem, isSeating ? await Sectors(db, roster) : []);
    }

    // A request without sectors of its own stands in those of its startup.
    private static async Task<IReadOnlyList<string?>> Sectors(Db db, SessionRoster roster)
    {
        var sectors = new List<string?>();
        foreach (var registration in roster.Startups)
        {
            var request = await FinancingRequestStore.Entities.Find(db, registration.FinancingRequestId!.Value.Value);
            sectors.Add(request!.Sectors is [var own, ..] ? own : (await StartupStore.Entities.Find(db, registration.Party.Id!.Value))!.Sectors is [var common, ..] ? common : null);
        }

        return sectors;
    }
}
