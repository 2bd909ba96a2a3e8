using System.Diagnostics;
using System.Text.Json;
using Matchmaking.Api.Contracts;
using Matchmaking.Api.Http;
using Matchmaking.Api.Models;
using Matchmaking.Api.Setup;
using Matchmaking.Api.Telemetry;
using Matchmaking.Core.Common;
using Matchmaking.Core.Sessions;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.FinancingRequests;
using Matchmaking.Core.Storage.Funds;
using Matchmaking.Core.Storage.Outcomes;
using Matchmaking.Core.Storage.Sessions;
using Matchmaking.Ranking.Exposure;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Rankings;
using Matchmaking.Ranking.Snapshots;

namespace Matchmaking.Api.Services;

/// <summary>The verdict of a replay.</summary>
/// <param name="Identical">Every byte is the same.</param>
/// <param name="Sha256">Over the recomputed rankings, lower-case hex.</param>
/// <param name="FirstDifference">Null when every byte is the same.</param>
internal sealed record ReplayView(bool Identical, string Sha256, ReplayDifference? FirstDifference);

/// <summary>Freezes the rankings of a session with everything that they were computed from, and replays them.</summary>
internal sealed class FreezeService(
    IDatabase database, MarketCache markets, FundReader funds, RequestReader requests, ModelRegistry models, ExposureSetting exposure, Surroundings now, ServiceMetrics metrics, ILogger<FreezeService> log)
{
    /// <summary>
    /// Computes outside the writer and stores only if the session did not change meanwhile, so that other writes do not wait
    /// for rankings.
    /// </summary>
    public Task<Result<Freeze>> Create(SessionId session, FreezeInput input, Commit<Freeze> commit, CancellationToken cancel) => UnchangedSession.Retry<Freeze>(async () =>
    {
        var drafted = await database.Read(db => Draft(db, session, input), cancel);
        if (!drafted.TryGet(out var draft, out var refused))
            return refused;
        var started = Stopwatch.GetTimestamp();
        var rankings = SnapshotRanking.Compute(draft.Snapshot, draft.Model);
        metrics.FreezeComputed(Stopwatch.GetElapsedTime(started));
        var stored = await commit(db => Store(db, draft, rankings));
        if (stored.TryGet(out var freeze, out _) && draft.Snapshot.Exposure is { } shown)
            log.LogInformation("Freeze {Id} shows newcomers in {Share} of the rankings; newcomers: {Count}", freeze.Id, shown.MinExposure, shown.Newcomers.Count);
        return stored;
    }, cancel);

    /// <summary>A freeze as stored; null when the session has no such freeze.</summary>
    public Task<FreezeView?> Find(SessionId session, FreezeId id, bool withRows, bool withSnapshot, CancellationToken cancel) => database.Read(
        async db => await FreezeStore.Find(db, session, id) is not { } freeze
            ? null
            : FreezeView.Of(freeze) with
            {
                Rows = withRows ? [.. (await FreezeStore.Rankings(db, id)).Select(r => Json(r.Body))] : null,
                Snapshot = withSnapshot ? Json(await FreezeStore.Snapshot(db, id)) : null,
            },
        cancel);

    public async Task<Result<ReplayView>> Replay(SessionId session, FreezeId id, CancellationToken cancel)
    {
        var found = await database.Read(
            async db => await FreezeStore.Find(db, session, id) is { } freeze
                ? (freeze, await FreezeStore.Snapshot(db, id), await FreezeStore.Rankings(db, id), await models.Find(db, freeze.ModelVersion))
                : ((Freeze, byte[], IReadOnlyList<FrozenRanking>, Result<IRankingModel>)?)null,
            cancel);
        if (found is not var (freeze, snapshot, stored, known))
            return DomainError.NotFound("freeze");
        if (!known.TryGet(out var model, out var unavailable))
            return unavailable;
        var replay = Ranking.Snapshots.Replay.Run(snapshot, stored, model);
        return new ReplayView(replay.Identical && replay.Sha256 == freeze.Sha256, replay.Sha256, replay.FirstDifference);
    }

    /// <summary>What a freeze is computed from, at one state of the database.</summary>
    /// <param name="db">A read.</param>
    /// <param name="id">The session.</param>
    /// <param name="input">How.</param>
    public async Task<Result<FreezeDraft>> Draft(Db db, SessionId id, FreezeInput input)
    {
        if (await SessionRoster.Load(db, id) is not { } roster)
            return DomainError.NotFound("session");
        if (roster.Session.Status == SessionStatus.Closed)
            return DomainError.Conflict(Codes.SessionNotOpen, ("status", roster.Session.Status.Kebab()), ("needed", "not closed"));
        if (roster.Startups.Count == 0 || roster.Funds.Count == 0)
            return DomainError.Conflict(Codes.NoParticipants);
        if (!(input.ModelVersion is { } version ? await models.Find(db, version) : Result<IRankingModel>.Of(await models.Serving(db))).TryGet(out var model, out var unavailable))
            return DomainError.Invalid(new FieldError("/modelVersion", unavailable.Code, unavailable.Args));
        if (!(await markets.Get(db)).TryGet(out var market, out var warming))
            return warming;
        var known = await requests.Facts(db, roster.RequestIds);
        IReadOnlyList<RequestFacts> candidates = [.. roster.RequestIds.Select(r => known[r])];
        var asOf = now.Today;
        var facts = new List<FundFacts>();
        foreach (var fund in roster.FundIds)
            facts.Add(await funds.Facts(db, (await FundStore.Entities.Find(db, fund.Value))!, asOf));
        var snapshot = new RankingSnapshot
        {
            ModelVersion = model.Version,
            AsOf = asOf,
            Market = market.Profile.Facts,
            Funds = facts,
            Requests = candidates,
            Vetoes = roster.Vetoes().Pairs,
            Preferences = roster.OwnPreferences().Stated,
            Exposure = await Exposure(db, input, candidates),
        };
        return new FreezeDraft(roster, snapshot, model);
    }

    /// <returns>Null where newcomers stand where their scores bring them.</returns>
    private async Task<ExposureFacts?> Exposure(Db db, FreezeInput input, IReadOnlyList<RequestFacts> candidates)
    {
        var share = input.MinExposure ?? exposure.MinExposure;
        if (share.BasisPoints == 0)
            return null;
        IReadOnlyList<string> startups = [.. candidates.Select(r => r.StartupId.ToString()).Distinct()];
        var asked = (await FinancingRequestStore.Entities.All(db, new ListFilter("startup_id", startups))).ToLookup(r => r.StartupId, r => r.Id);
        var newcomers = new List<FinancingRequestId>();
        foreach (var request in candidates)
        {
            if (!await OutcomeStore.AnyOf(db, asked[request.StartupId]))
                newcomers.Add(request.Id);
        }

        return new() { MinExposure = share, Seed = input.Seed, Newcomers = newcomers };
    }

    /// <summary>Stores computed rankings.</summary>
    /// <returns><c>session-changed</c> when the session is not what the draft was made of.</returns>
    public async Task<Result<Freeze>> Store(Db db, FreezeDraft draft, IReadOnlyList<FrozenRanking> rankings)
    {
        var session = draft.Roster.Session;
        if (await UnchangedSession.Check(db, session.Id, draft.Roster.Revision) is { } changed)
            return changed;
        var bytes = draft.Snapshot.ToBytes();
        var freeze = new Freeze
        {
            Id = now.Ids.Next<Freeze>(),
            SessionId = session.Id,
            CreatedAt = now.Time,
            FormatVersion = RankingBody.CurrentFormat,
            ModelVersion = draft.Snapshot.ModelVersion,
            AsOf = draft.Snapshot.AsOf,
            InputHash = RankingSnapshot.Hash(bytes),
            Sha256 = SnapshotRanking.Hash(rankings),
        };
        await FreezeStore.Insert(db, freeze, bytes, rankings);
        if (session.Status != SessionStatus.Frozen)
        {
            var frozen = session with { Status = SessionStatus.Frozen, Version = session.Version + 1, UpdatedAt = now.Time };
            if ((await SessionStore.Entities.Update(db, frozen)).Error is { } refused)
                return refused;
        }

        return freeze;
    }

    private static JsonElement Json(byte[] utf8) => JsonSerializer.Deserialize<JsonElement>(utf8, WireJson.Options);
}
