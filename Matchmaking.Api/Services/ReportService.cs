using Matchmaking.Api.Contracts;
using Matchmaking.Api.Plans;
using Matchmaking.Core.Common;
using Matchmaking.Core.Outcomes;
using Matchmaking.Core.Sessions;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Funds;
using Matchmaking.Core.Storage.Outcomes;
using Matchmaking.Core.Storage.Sessions;
using Matchmaking.Ranking.Facts;

namespace Matchmaking.Api.Services;

/// <summary>Counts what came of sessions.</summary>
internal sealed class ReportService(IDatabase database, RequestReader requests)
{
    private const string None = "none";

    public Task<Result<SessionReportView>> OfSession(SessionId id, CancellationToken cancel) => database.Read<Result<SessionReportView>>(
        async db => await Count(db, id, await Kinds(db)) is { } counted ? counted.View(await requests.Facts(db, counted.Requests)) : DomainError.NotFound("session"),
        cancel);

    public Task<SeasonReportView> OfSeason(Month from, Month to, CancellationToken cancel) => database.Read(
        async db =>
        {
            var kinds = await Kinds(db);
            var sessions = new List<Counted>();
            foreach (var id in await SessionStore.Between(db, from, to))
                sessions.Add((await Count(db, id, kinds))!);
            var total = Sum(sessions.Select(s => s.Total));
            return new SeasonReportView(
                from, to, sessions.Count, total.Startups, total.Funds, total.MeetingsPlanned, total.MeetingsHeld, total.Intents, total.IntentAmountCny, total.InvestedAmountCny,
                Groups(sessions.Select(s => (s.Session.Month.ToString(), s.Total))),
                Groups(sessions.Select(s => (s.Session.Chain, s.Total))));
        },
        cancel);

    private static async Task<IReadOnlyDictionary<FundId, string>> Kinds(Db db) =>
        (await FundStore.Entities.All(db)).ToDictionary(f => f.Id, f => f.Kind.Kebab());

    private static async Task<Counted?> Count(Db db, SessionId id, IReadOnlyDictionary<FundId, string> kinds)
    {
        if (await SessionStore.Entities.Find(db, id.Value) is not { } session)
            return null;
        var registrations = await RegistrationStore.OfSession(db, id);
        var rows = new List<ReportRow>();
        foreach (var registration in registrations.Where(r => r.Status != RegistrationStatus.Cancelled))
        {
            if (registration.Party.Type == PartyType.Startup)
                rows.Add(new ReportRow(registration.FinancingRequestId, null, ReportFigures.Zero with { Startups = 1 }));
            else if (registration.Party.Type == PartyType.Fund)
                rows.Add(new ReportRow(null, new(registration.Party.Id!.Value), ReportFigures.Zero with { Funds = 1 }));
        }

        if (await PlanStore.InForce(db, id) is { } plan)
        {
            var parties = registrations.ToDictionary(r => r.Id);
            rows.AddRange(PlanTranslator.Read(plan).Meetings.Select(m => new ReportRow(
                parties[m.StartupRegistrationId].FinancingRequestId,
                new(parties[m.FundRegistrationId].Party.Id!.Value),
                ReportFigures.Zero with { MeetingsPlanned = 1 })));
        }

        rows.AddRange(PairResult.Of(await OutcomeStore.OfSession(db, id)).Select(p => new ReportRow(p.FinancingRequestId, p.FundId, p.Figures)));
        return new Counted(session, rows, kinds);
    }

    private static ReportFigures Sum(IEnumerable<ReportFigures> figures) => figures.Aggregate(ReportFigures.Zero, (a, b) => a + b);

    private static IReadOnlyList<ReportGroup> Groups(IEnumerable<(string Key, ReportFigures Figures)> rows) =>
    [
        .. rows.GroupBy(r => r.Key, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => ReportGroup.Of(g.Key, Sum(g.Select(r => r.Figures)))),
    ];

    /// <summary>Figures that belong to a request, to a fund, or to a pair of them.</summary>
    private sealed record ReportRow(FinancingRequestId? Request, FundId? Fund, ReportFigures Figures);

    private sealed record Counted(Session Session, IReadOnlyList<ReportRow> Rows, IReadOnlyDictionary<FundId, string> Kinds)
    {
        public ReportFigures Total { get; } = Sum(Rows.Select(r => r.Figures));

        public IEnumerable<FinancingRequestId> Requests => Rows.Select(r => r.Request).OfType<FinancingRequestId>();

        /// <param name="requests">All of <see cref="Requests"/>.</param>
        public SessionReportView View(IReadOnlyDictionary<FinancingRequestId, RequestFacts> requests) => new(
            Session.Id, Session.Month, Session.Chain, Total.Startups, Total.Funds, Total.MeetingsPlanned, Total.MeetingsHeld, Total.Intents,
            Total.IntentAmountCny, Total.InvestedAmountCny,
            Groups(ByRequest(id => requests[id].Sectors is [var first, ..] ? first.Code : None)),
            Groups(ByRequest(id => requests[id].Stage?.Kebab() ?? None)),
            Groups(Rows.Where(r => r.Fund is not null).Select(r => (Kinds[r.Fund!.Value], r.Figures))));

        private IEnumerable<(string, ReportFigures)> ByRequest(Func<FinancingRequestId, string> key) =>
            Rows.Where(r => r.Request is not null).Select(r => (key(r.Request!.Value), r.Figures));
    }
}
