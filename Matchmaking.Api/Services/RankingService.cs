using System.Diagnostics;
using Matchmaking.Api.Auth;
using Matchmaking.Api.Contracts;
using Matchmaking.Api.Messages;
using Matchmaking.Api.Models;
using Matchmaking.Api.Resources;
using Matchmaking.Api.Setup;
using Matchmaking.Api.Telemetry;
using Matchmaking.Core.Common;
using Matchmaking.Core.FinancingRequests;
using Matchmaking.Core.Risk.Model;
using Matchmaking.Core.Sessions;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.FinancingRequests;
using Matchmaking.Core.Storage.Funds;
using Matchmaking.Core.Storage.Sessions;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Histories;
using Matchmaking.Ranking.Index;
using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Profiles;
using Matchmaking.Ranking.Rankings;

namespace Matchmaking.Api.Services;

/// <summary>Answers rankings in both directions: computed now, frozen by a session, or a further page of one served before.</summary>
internal sealed class RankingService(
    IDatabase database,
    MarketCache markets,
    FundReader funds,
    RequestReader requests,
    LossModelCache losses,
    BookHistoryCache histories,
    ModelRegistry models,
    RankingLists lists,
    ReasonText reasons,
    Surroundings now,
    ServiceMetrics metrics)
{
    /// <summary>Requests for a fund.</summary>
    public Task<Result<RankingView>> OfFund(HttpContext http, Caller caller, FundId id) =>
        Answer(http, caller, RankingSubject.Fund, id.Value, (db, query, roster) => FundSource(db, caller, id, query, roster));

    /// <summary>Funds for a request, from public facts only.</summary>
    public Task<Result<RankingView>> OfRequest(HttpContext http, Caller caller, FinancingRequestId id) =>
        Answer(http, caller, RankingSubject.FinancingRequest, id.Value, (db, query, roster) => RequestSource(db, caller, id, query, roster));

    /// <summary>The first of a ranking as a caller would be shown it now, frozen where its session is.</summary>
    /// <param name="db">A read.</param>
    /// <param name="caller">Whose rights count.</param>
    /// <param name="subject">For whom.</param>
    /// <param name="session">Only the registrations of this session; null: the whole market.</param>
    /// <param name="top">How many.</param>
    public async Task<Result<RankingBody>> Current(Db db, Caller caller, Subject subject, SessionId? session, int top)
    {
        if (session is { } within && await SessionResource.CheckVisible(db, caller, within.Value) is { } missing)
            return missing;
        var query = new RankingQuery(session, null, null, top, null, Excluded: false, Interval: false, Names: false, Text: false);
        var roster = session is { } id ? await SessionRoster.Load(db, id) : null;
        var source = subject.Type == RankingSubject.Fund
            ? await FundSource(db, caller, new(subject.Id), query, roster)
            : await RequestSource(db, caller, new(subject.Id), query, roster);
        return source.Map(s => s.First ?? s.Ranking.Page(0, top));
    }

    private async Task<Result<Computed>> FundSource(Db db, Caller caller, FundId id, RankingQuery query, SessionRoster? roster)
    {
        var fund = await FundStore.Entities.Find(db, id.Value);
        if (fund is null || !caller.SeesFund(id))
            return DomainError.NotFound("fund");
        if (query.SessionId is { } sessionId && await Frozen(db, sessionId, query, RankingSubject.Fund, id.Value) is { } frozen)
            return frozen;
        if (!(await markets.Get(db)).TryGet(out var market, out var unavailable))
            return unavailable;
        var asOf = query.AsOf ?? now.Today;
        var profile = FundProfile.Of(await funds.Facts(db, fund, asOf), losses, histories);
        var model = await models.Serving(db);
        // Staff see why a closed or withdrawn request is not offered; a fund does not see such requests at all.
        var scope = caller.IsStaff ? IndexScope.All : IndexScope.Open;
        var context = Context(asOf, market, roster);
        if (roster is null && !query.Excluded && !query.Interval && IndexSnapshot.CanRank(model))
            return Timed(RankingDirection.FundToRequests, () => new IndexedRanking(new(RankingSubject.Fund, id.Value), market.Requests.Rank(new(profile, context, model) { Scope = scope })), query);
        // Both take all candidates, one by one.
        if (roster is null && (query.Excluded || query.Interval) && market.Requests.Count > markets.AtOnceMost)
            return DomainError.Invalid(new FieldError("?include", Codes.TooManyCandidates, ("max", markets.AtOnceMost)));
        var candidates = roster is null
            ? market.Requests.Profiles(scope)
            : (await requests.Facts(db, roster.RequestIds)).Values.Where(r => scope == IndexScope.All || r.Status == RequestStatus.Open).Select(RequestProfile.Of);
        return Timed(RankingDirection.FundToRequests, () => new WholeRanking(new Ranker(model).RankFund(profile, [.. candidates], context, query.Excluded, query.Interval), null), query);
    }

    private async Task<Result<Computed>> RequestSource(Db db, Caller caller, FinancingRequestId id, RankingQuery query, SessionRoster? roster)
    {
        var request = await FinancingRequestStore.Entities.Find(db, id.Value);
        if (request is null || !caller.SeesStartup(request.StartupId))
            return DomainError.NotFound("financing-request");
        if (query.SessionId is { } sessionId && await Frozen(db, sessionId, query, RankingSubject.FinancingRequest, id.Value) is { } frozen)
            return frozen;
        if (!(await markets.Get(db)).TryGet(out var market, out var unavailable))
            return unavailable;
        var mandates = await funds.Mandates(db);
        if (roster is not null)
            mandates = [.. mandates.Where(m => roster.FundIds.Contains(m.Facts.Id))];
        var asOf = query.AsOf ?? now.Today;
        var ranker = new Ranker(await models.Serving(db));
        var profile = RequestProfile.Of((await requests.Facts(db, [id]))[id]);
        return Timed(
            RankingDirection.RequestToFunds,
            () => new WholeRanking(ranker.RankRequest(profile, mandates, Context(asOf, market, roster), query.Excluded, query.Interval), null),
            query);
    }

    private async Task<Result<RankingView>> Answer(
        HttpContext http, Caller caller, RankingSubject subject, Guid id, Func<Db, RankingQuery, SessionRoster?, Task<Result<Computed>>> compute)
    {
        if (!RankingQuery.Read(http).TryGet(out var query, out var refused))
            return refused;
        var scope = $"{subject.Kebab()}:{id:D}:{query.SessionId}:{query.FreezeId}";
        var position = query.Cursor is null ? null : RankingPages.ReadCursor(scope, query.Cursor);
        if (query.Cursor is not null && position is null)
            return DomainError.Invalid(new FieldError("?cursor", Codes.InvalidCursor));
        var language = MessageCatalogue.Choose(http.Request.Headers.AcceptLanguage);

        return await database.Read<Result<RankingView>>(
            async db =>
            {
                if (query.SessionId is { } session && await SessionResource.CheckVisible(db, caller, session.Value) is { } missing)
                    return missing;
                var roster = query.SessionId is { } sessionId ? await SessionRoster.Load(db, sessionId) : null;
                if (!(await compute(db, query, roster)).TryGet(out var computed, out var error))
                    return error;
                var (ranking, first) = computed;
                if (position is { } place && place.InputHash != ranking.InputHash)
                {
                    // The subject too: a made-up cursor must not open another's list.
                    if (lists.Find(place.InputHash) is not { } kept || kept.Subject != ranking.Subject)
                        return new DomainError(ErrorKind.Gone, Codes.CursorExpired);
                    ranking = kept;
                }

                var offset = position?.Offset ?? 0;
                var page = first ?? ranking.Page(offset, query.Limit);
                var shown = caller.IsStaff ? page : WithoutClosedRequests(page);
                var view = RankingPages.Page(shown, ranking.Freeze, query, scope, offset, language, reasons, await Names(db, caller, query, shown, roster));
                // Frozen lists too: another freeze may become the newest before the next page is asked for.
                if (view.NextCursor is not null)
                    lists.Keep(ranking);
                return view;
            },
            http.RequestAborted);
    }

    /// <summary>Computes a ranking, and of one that finds its pages as they are asked for the first.</summary>
    private Computed Timed(RankingDirection direction, Func<ServedRanking> rank, RankingQuery query)
    {
        var started = Stopwatch.GetTimestamp();
        var ranking = rank();
        var first = query.Cursor is null ? ranking.Page(0, query.Limit) : null;
        metrics.RankingComputed(direction, Stopwatch.GetElapsedTime(started));
        return new Computed(ranking, first);
    }

    /// <summary>The frozen ranking of a subject; null while the session has none.</summary>
    private static async Task<Result<Computed>?> Frozen(Db db, SessionId session, RankingQuery query, RankingSubject subject, Guid id)
    {
        var freeze = query.FreezeId is { } chosen ? await FreezeStore.Find(db, session, chosen) : await FreezeStore.Latest(db, session);
        if (freeze is null && query.FreezeId is null)
            return null;
        if (freeze is null)
            return DomainError.NotFound("freeze");
        if (query.AsOf is { } day && day != freeze.AsOf)
            return DomainError.Invalid(new FieldError("?asOf", Codes.NotAllowed, ("why", "frozen")));
        var bytes = await FreezeStore.Ranking(db, freeze.Id, subject, id);
        return bytes is null ? DomainError.NotFound("frozen ranking") : new Computed(new WholeRanking(RankingBodyCodec.Read(bytes), freeze.Id), null);
    }

    /// <summary>A freeze holds all candidates; a request that was not open then does not exist for a fund, not even as an excluded one.</summary>
    private static RankingBody WithoutClosedRequests(RankingBody body)
    {
        if (body.Subject.Type != RankingSubject.Fund || body.Excluded is not { } excluded)
            return body;
        var seen = excluded.Where(e => e.Reasons.All(r => r.Code != Codes.RequestNotOpen)).ToList();
        return body with { Excluded = seen, ExcludedTotal = seen.Count };
    }

    private static RankingContext Context(DateOnly asOf, Market market, SessionRoster? roster) =>
        new(asOf, market.Profile, roster?.Vetoes() ?? VetoSet.Empty) { Preferences = roster?.OwnPreferences() ?? PreferenceSet.Empty, HashesSet = true };

    private static async Task<RankingNames> Names(Db db, Caller caller, RankingQuery query, RankingBody page, SessionRoster? roster)
    {
        var registrations = roster is null
            ? []
            : roster.Startups.ToDictionary(r => r.FinancingRequestId!.Value.Value, r => r.Id)
                .Concat(roster.Funds.ToDictionary(r => r.Party.Id!.Value, r => r.Id)).ToDictionary();
        RegistrationId? Registration(Guid id) => registrations.TryGetValue(id, out var found) ? found : null;
        if (!query.Names)
            return RankingNames.None with { Registration = Registration };
        var asked = await RequestReader.Entities(db, Ids(page, i => i.FinancingRequestId, e => e.FinancingRequestId));
        var known = await FundStore.Entities.Find(db, Ids(page, i => i.FundId, e => e.FundId).Where(caller.SeesFund).Select(f => f.Value));
        return new RankingNames(
            request => asked.TryGetValue(request, out var r) ? (r.Startup.Name, r.Request.Title) : (null, null),
            fund => known.TryGetValue(fund.Value, out var f) ? f.Name : null,
            Registration);
    }

    private static IEnumerable<TId> Ids<TId>(RankingBody page, Func<RankedItem, TId?> ofItem, Func<ExcludedItem, TId?> ofExcluded)
        where TId : struct =>
        page.Items.Select(ofItem).Concat((page.Excluded ?? []).Select(ofExcluded)).OfType<TId>();

    /// <param name="Ranking">A ranking.</param>
    /// <param name="First">The page that was asked for; null where it is not the first, or not found yet.</param>
    private sealed record Computed(ServedRanking Ranking, RankingBody? First);
}
