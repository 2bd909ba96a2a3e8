using System.Diagnostics;
using Matchmaking.Api.Auth;
using Matchmaking.Api.Contracts;
using Matchmaking.Api.Http;
using Matchmaking.Api.Messages;
using Matchmaking.Api.Models;
using Matchmaking.Api.Resources;
using Matchmaking.Api.Setup;
using Matchmaking.Api.Telemetry;
using Matchmaking.Core.Common;
using Matchmaking.Core.Risk.Model;
using Matchmaking.Core.Sessions;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.FinancingRequests;
using Matchmaking.Core.Storage.Funds;
using Matchmaking.Core.Storage.Sessions;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Histories;
using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Profiles;
using Matchmaking.Ranking.Rankings;

namespace Matchmaking.Api.Services;

/// <summary>Answers rankings in both directions: computed now, frozen by a session, or a further page of one served before.</summary>
internal sealed class RankingService(
    IDatabase database,
    MarketCache markets,
    FundReader funds,
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
        Answer(http, caller, RankingSubject.Fund, id.Value, (db, query, market, roster) => FundSource(db, caller, id, query, market, roster));

    /// <summary>Funds for a request, from public facts only.</summary>
    public Task<Result<RankingView>> OfRequest(HttpContext http, Caller caller, FinancingRequestId id) =>
        Answer(http, caller, RankingSubject.FinancingRequest, id.Value, (db, query, market, roster) => RequestSource(db, caller, id, query, market, roster));

    /// <summary>The whole ranking as a caller would be shown it now, frozen where its session is.</summary>
    /// <param name="db">A read.</param>
    /// <param name="caller">Whose rights count.</param>
    /// <param name="subject">For whom.</param>
    /// <param name="session">Only the registrations of this session; null: the whole market.</param>
    public async Task<Result<RankingBody>> Current(Db db, Caller caller, Subject subject, SessionId? session)
    {
        if (session is { } within && await SessionResource.CheckVisible(db, caller, within.Value) is { } missing)
            return missing;
        var query = new RankingQuery(session, null, null, QueryReader.LimitMax, null, Excluded: false, Interval: false, Names: false, Text: false);
        var market = await markets.Get(db);
        var roster = session is { } id ? await SessionRoster.Load(db, id) : null;
        var source = subject.Type == RankingSubject.Fund
            ? await FundSource(db, caller, new(subject.Id), query, market, roster)
            : await RequestSource(db, caller, new(subject.Id), query, market, roster);
        return source.Map(s => s.Body);
    }

    private async Task<Result<Source>> FundSource(Db db, Caller caller, FundId id, RankingQuery query, Market market, SessionRoster? roster)
    {
        var fund = await FundStore.Entities.Find(db, id.Value);
        if (fund is null || !caller.SeesFund(id))
            return DomainError.NotFound("fund");
        if (query.SessionId is { } sessionId && await Frozen(db, sessionId, query, RankingSubject.Fund, id.Value) is { } frozen)
            return frozen;
        var asOf = query.AsOf ?? now.Today;
        // Staff see why a closed or withdrawn request is not offered; a fund does not see such requests at all.
        var candidates = caller.IsStaff ? [.. market.ById.Values] : market.Open;
        if (roster is not null)
            candidates = [.. candidates.Where(c => roster.RequestIds.Contains(c.Facts.Id))];
        var profile = FundProfile.Of(await funds.Facts(db, fund, asOf, market), losses, histories);
        var ranker = new Ranker(await models.Serving(db));
        return Timed(RankingDirection.FundToRequests, () => ranker.RankFund(profile, candidates, Context(asOf, market, roster), query.Excluded, query.Interval));
    }

    private async Task<Result<Source>> RequestSource(Db db, Caller caller, FinancingRequestId id, RankingQuery query, Market market, SessionRoster? roster)
    {
        var request = await FinancingRequestStore.Entities.Find(db, id.Value);
        if (request is null || !caller.SeesStartup(request.StartupId))
            return DomainError.NotFound("financing-request");
        if (query.SessionId is { } sessionId && await Frozen(db, sessionId, query, RankingSubject.FinancingRequest, id.Value) is { } frozen)
            return frozen;
        var mandates = await funds.Mandates(db);
        if (roster is not null)
            mandates = [.. mandates.Where(m => roster.FundIds.Contains(m.Facts.Id))];
        var asOf = query.AsOf ?? now.Today;
        var ranker = new Ranker(await models.Serving(db));
        return Timed(
            RankingDirection.RequestToFunds, () => ranker.RankRequest(market.ById[id], mandates, Context(asOf, market, roster), query.Excluded, query.Interval));
    }

    private async Task<Result<RankingView>> Answer(
        HttpContext http, Caller caller, RankingSubject subject, Guid id, Func<Db, RankingQuery, Market, SessionRoster?, Task<Result<Source>>> compute)
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
                var market = await markets.Get(db);
                var roster = query.SessionId is { } sessionId ? await SessionRoster.Load(db, sessionId) : null;
                if (!(await compute(db, query, market, roster)).TryGet(out var source, out var error))
                    return error;
                var (body, freeze) = source;
                if (position is { } place && place.InputHash != body.InputHash)
                {
                    // The subject too: a made-up cursor must not open another's list.
                    if (lists.Find(place.InputHash) is not { } kept || kept.Body.Subject != body.Subject)
                        return new DomainError(ErrorKind.Gone, Codes.CursorExpired);
                    (body, freeze) = kept;
                }

                var shown = caller.IsStaff ? body : WithoutClosedRequests(body);
                var view = RankingPages.Page(shown, freeze, query, scope, position?.Offset ?? 0, language, reasons, await Names(db, caller, query, market, roster));
                // Frozen lists too: another freeze may become the newest before the next page is asked for.
                if (view.NextCursor is not null)
                    lists.Keep(body, freeze);
                return view;
            },
            http.RequestAborted);
    }

    private Source Timed(RankingDirection direction, Func<RankingBody> rank)
    {
        var started = Stopwatch.GetTimestamp();
        var body = rank();
        metrics.RankingComputed(direction, Stopwatch.GetElapsedTime(started));
        return new Source(body, null);
    }

    /// <summary>The frozen ranking of a subject; null while the session has none.</summary>
    private static async Task<Result<Source>?> Frozen(Db db, SessionId session, RankingQuery query, RankingSubject subject, Guid id)
    {
        var freeze = query.FreezeId is { } chosen ? await FreezeStore.Find(db, session, chosen) : await FreezeStore.Latest(db, session);
        if (freeze is null && query.FreezeId is null)
            return null;
        if (freeze is null)
            return DomainError.NotFound("freeze");
        if (query.AsOf is { } day && day != freeze.AsOf)
            return DomainError.Invalid(new FieldError("?asOf", Codes.NotAllowed, ("why", "frozen")));
        var bytes = await FreezeStore.Ranking(db, freeze.Id, subject, id);
        return bytes is null ? DomainError.NotFound("frozen ranking") : new Source(RankingBodyCodec.Read(bytes), freeze.Id);
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
        new(asOf, market.Profile, roster?.Vetoes() ?? VetoSet.Empty) { Preferences = roster?.OwnPreferences() ?? PreferenceSet.Empty };

    private static async Task<RankingNames> Names(Db db, Caller caller, RankingQuery query, Market market, SessionRoster? roster)
    {
        var registrations = roster is null
            ? []
            : roster.Startups.ToDictionary(r => r.FinancingRequestId!.Value.Value, r => r.Id)
                .Concat(roster.Funds.ToDictionary(r => r.Party.Id!.Value, r => r.Id)).ToDictionary();
        RegistrationId? Registration(Guid id) => registrations.TryGetValue(id, out var found) ? found : null;
        if (!query.Names)
            return RankingNames.None with { Registration = Registration };
        var fundNames = (await FundStore.Entities.All(db)).Where(f => caller.SeesFund(f.Id)).ToDictionary(f => f.Id, f => f.Name);
        return new RankingNames(
            request => market.Requests.TryGetValue(request, out var r) ? (market.Startups[r.StartupId].Name, r.Title) : (null, null),
            fund => fundNames.GetValueOrDefault(fund),
            Registration);
    }

    private sealed record Source(RankingBody Body, FreezeId? Freeze);
}
