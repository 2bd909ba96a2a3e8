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
    /// <returns>The new draft.</returns>
    public Task<Result<StoredPlan>> Repair(StoredPlan before, RepairInput input, Commit<StoredPlan> commit, CancellationToken cancel) => UnchangedSession.Retry<StoredPlan>(async () =>
    {
        var loaded = await database.Read(db => Load(db, before, input), cancel);
        if (!loaded.TryGet(out var known, out var refused))
            return refused;
        if (!(await Attempt(known, cancel)).TryGet(out var attempt, out var unsolved))
            return unsolved;
        return await commit(db => Store(db, before, attempt));
    }, cancel);

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
            ? new RepairAttempt(known.Roster.Session.Id, known.Roster.Revision, known.Freeze.Id, late, document)
            : await plans.WithNames(known.Roster.Session.Id, unsolved, cancel);
    }

    private async Task<Result<StoredPlan>> Store(Db db, StoredPlan before, RepairAttempt attempt)
    {
        if (await UnchangedSession.Check(db, attempt.Session, attempt.Revision) is { } changed)
            return changed;
        var document = attempt.Document with { RepairOf = before.Plan.Id, AppendedFreezeIds = before.Document.AppendedFreezeIds };
        if (attempt.Late is var (draft, rankings))
        {
            if (!(await freezes.Store(db, draft, rankings)).TryGet(out var appended, out var refused))
                return refused;
            document = document with { AppendedFreezeIds = [.. document.AppendedFreezeIds, appended.Id] };
        }

        return await plans.Insert(db, attempt.Session, attempt.FreezeId, document);
    }

    private async Task<Result<Known>> Load(Db db, StoredPlan stored, RepairInput input)
    {
        var (plan, before) = stored;
        if (before.Layout != SessionLayout.Meetings)
            return new DomainError(ErrorKind.Unprocessable, Codes.RepairNotForLayout, ("layout", before.Layout.Kebab()));
        if (await SessionRoster.Load(db, plan.SessionId) is not { } roster)
            return DomainError.NotFound("plan");
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
