using Matchmaking.Api.Contracts;
using Matchmaking.Api.Http;
using Matchmaking.Api.Services;
using Matchmaking.Core.Common;
using Matchmaking.Core.Sessions;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Sessions;
using Matchmaking.Ranking.Snapshots;

namespace Matchmaking.Api.Plans.Repairs;

/// <summary>
/// Repairs plans after cancellations, late arrivals, absences and lost tables, from a round on: outside the writer, stored only if the session did not change meanwhile, as a
/// new draft beside the plan before.
/// </summary>
internal sealed class PlanRepairs(IDatabase database, FreezeService freezes, MeetingPlanner planner, PlanService plans)
{
    private const int Attempts = 3;

    /// <returns>The new draft with what it was made of; its answer tells the difference.</returns>
    public async Task<Result<SessionPlan>> Repair(PlanId id, RepairInput input, Commit<SessionPlan> commit, CancellationToken cancel)
    {
        for (var tries = 1; ; tries++)
        {
            var loaded = await database.Read(db => Load(db, id, input), cancel);
            if (!loaded.TryGet(out var known, out var refused))
                return refused;
            if (!(await Attempt(known, cancel)).TryGet(out var attempt, out var unsolved))
                return unsolved;
            var stored = await commit(db => Store(db, id, attempt));
            if (stored.Error?.Code != Codes.SessionChanged || tries == Attempts)
                return stored;
        }
    }

    private async Task<Result<RepairAttempt>> Attempt(Known known, CancellationToken cancel)
    {
        var scores = known.Scores;
        (FreezeDraft Draft, IReadOnlyList<FrozenRanking> Rankings)? late = null;
        if (known.Late is { } draft)
        {
            var rankings = SnapshotRanking.Compute(draft.Snapshot, draft.Model);
            late = (draft, rankings);
            scores = scores.Append(FrozenScores.Of(rankings));
        }

        var pins = new PlanInput { Pins = [.. known.Pins()], Seed = known.Before.Seed };
        var built = await database.Read(db => PlanProblem.Build(db, known.Roster, known.Freeze, scores, pins), cancel);
        if (!built.TryGet(out var problem, out var invalid))
            return invalid;
        return planner.Repair(problem, known.Before, known.Changes, cancel).TryGet(out var document, out var unsolved)
            ? new RepairAttempt(known.Roster.Session.Id, known.Roster.Revision, known.Freeze.Id, late, known.Before, document)
            : await plans.WithNames(known.Roster.Session.Id, unsolved, cancel);
    }

    private async Task<Result<SessionPlan>> Store(Db db, PlanId before, RepairAttempt attempt)
    {
        if (await ChangeCounters.Read(db, ChangeCounters.Session(attempt.Session)) != attempt.Revision)
            return DomainError.Conflict(Codes.SessionChanged);
        var document = attempt.Document with { RepairOf = before, AppendedFreezeIds = attempt.Before.AppendedFreezeIds };
        if (attempt.Late is var (draft, rankings))
        {
            if (!(await freezes.Store(db, draft, rankings)).TryGet(out var appended, out var refused))
                return refused;
            document = document with { AppendedFreezeIds = [.. document.AppendedFreezeIds, appended.Id] };
        }

        return await plans.Insert(db, attempt.Session, attempt.FreezeId, document);
    }

    private async Task<Result<Known>> Load(Db db, PlanId id, RepairInput input)
    {
        if (await PlanStore.Entities.Find(db, id.Value) is not { } plan)
            return DomainError.NotFound("plan");
        var before = PlanTranslator.Read(plan);
        if (before.Layout != SessionLayout.Meetings)
            return new DomainError(ErrorKind.Unprocessable, Codes.RepairNotForLayout, ("layout", before.Layout.Kebab()));
        var roster = (await SessionRoster.Load(db, plan.SessionId))!;
        if (roster.Session.Status == SessionStatus.Closed)
            return DomainError.Conflict(Codes.SessionNotOpen, ("status", roster.Session.Status.Kebab()), ("needed", "not closed"));
        if (RepairRules.Broken(input, before, roster.Session, (await RegistrationStore.OfSession(db, plan.SessionId)).ToDictionary(r => r.Id)) is { Count: > 0 } errors)
            return DomainError.Invalid(errors);
        var changes = input.After(before.Changes);
        var gone = changes.Cancelled.ToHashSet();
        var there = new SessionRoster(
            roster.Session, roster.Revision, [.. roster.Startups.Where(r => !gone.Contains(r.Id))], [.. roster.Funds.Where(r => !gone.Contains(r.Id))], roster.Guests, roster.Preferences);
        var freeze = (await FreezeStore.Find(db, plan.SessionId, plan.FreezeId))!;
        var scores = FrozenScores.Of(await FreezeStore.Rankings(db, freeze.Id));
        // Latecomers of a plan that was itself repaired are known to the freezes that were appended then.
        foreach (var appended in before.AppendedFreezeIds)
            scores = scores.Append(FrozenScores.Of(await FreezeStore.Rankings(db, appended)));
        var isComplete = there.FundIds.All(scores.Knows) && there.RequestIds.All(scores.Knows);
        if (isComplete)
            return new Known(before, changes, there, freeze, scores, null);
        return (await freezes.Draft(db, plan.SessionId, new FreezeInput { ModelVersion = freeze.ModelVersion })).TryGet(out var late, out var refused)
            ? new Known(before, changes, there, freeze, scores, late)
            : refused;
    }

    /// <summary>All that a repair is computed from.</summary>
    private sealed record Known(PlanDocument Before, RepairInput Changes, SessionRoster Roster, Freeze Freeze, FrozenScores Scores, FreezeDraft? Late)
    {
        /// <summary>The pins of the plan before, in rounds of the session; those of somebody who has gone hold nobody.</summary>
        public IEnumerable<PlanPin> Pins() => Before.Certificate.Pins
            .Where(p => Roster.Startups.Any(r => r.Id == p.StartupRegistrationId) && Roster.Funds.Any(r => r.Id == p.FundRegistrationId))
            .Select(p => p with { Round = p.Round + (Before.Certificate.FirstRound ?? 1) - 1 });
    }
}
