using Matchmaking.Api.Services;
using Matchmaking.Core.Common;
using Matchmaking.Core.FinancingRequests;
using Matchmaking.Core.Funds;
using Matchmaking.Core.Operations;
using Matchmaking.Core.Outcomes;
using Matchmaking.Core.Sessions;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Funds;
using Matchmaking.Core.Storage.Outcomes;
using Matchmaking.Core.Storage.Sessions;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Rankings;
using Matchmaking.Ranking.Snapshots;
using Matchmaking.Ranking.Training;

namespace Matchmaking.Api.Models;

/// <summary>
/// Reads sessions to learn from. Where a session was frozen before anything came of it, its facts are those of the freeze. A season that was entered afterwards has no freezes: then
/// the books and meetings of its funds, and what these said of startups, are taken as they stood on the day before, its requests as open, and what funds and requests declare as it is
/// stored.
/// </summary>
internal sealed class TrainingSessions(IDatabase database, FactsFactory facts, FundReader funds)
{
    private const string Phase = "reading";

    /// <summary>Sessions of which something had come by a day, earliest first.</summary>
    /// <param name="cutOff">The last day whose outcomes count.</param>
    /// <param name="report">Told after each session.</param>
    /// <param name="cancel">Ends the reading.</param>
    public async Task<IReadOnlyList<TrainingSession>> Read(DateOnly cutOff, Func<OperationProgress, Task> report, CancellationToken cancel)
    {
        var ids = await database.Read(All, cancel);
        var past = new List<TrainingSession>();
        var requests = new Dictionary<FinancingRequestId, RequestFacts>();
        for (var i = 0; i < ids.Count; i++)
        {
            if (await Read(ids[i], cutOff, requests, cancel) is { } session)
                past.Add(session);
            await report(new(i + 1, ids.Count, Phase));
        }

        return past;
    }

    /// <summary>
    /// How many months with a session, and pairs in them, there are of which more than a refusal had come by a day, counted from the latest until there is enough to train.
    /// </summary>
    public Task<(int Months, int Pairs)> Count(DateOnly cutOff, CancellationToken cancel) => database.Read(
        async db =>
        {
            var (months, pairs) = (new HashSet<Month>(), 0);
            foreach (var id in (await All(db)).Reverse())
            {
                var found = (await OutcomeStore.OfSession(db, id)).Where(o => o.OccurredOn <= cutOff && o.Result != OutcomeResult.Passed)
                    .Select(o => (o.FundId, o.FinancingRequestId)).Distinct().Count();
                pairs += found;
                if (found > 0)
                    months.Add((await SessionStore.Entities.Find(db, id.Value))!.Month);
                if (months.Count >= SessionSplit.LeastSessions && pairs >= SessionSplit.LeastOutcomes)
                    break;
            }

            return (months.Count, pairs);
        },
        cancel);

    private static Task<IReadOnlyList<SessionId>> All(Db db) => SessionStore.Between(db, Month.Of(DateOnly.MinValue), Month.Of(DateOnly.MaxValue));

    /// <param name="id">One of them.</param>
    /// <param name="cutOff">The last day whose outcomes count.</param>
    /// <param name="earlier">Requests of the sessions before it, to which its own are added: the base rates of a session that was not frozen.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <returns>Null where nothing had come of it by the day.</returns>
    private Task<TrainingSession?> Read(SessionId id, DateOnly cutOff, Dictionary<FinancingRequestId, RequestFacts> earlier, CancellationToken cancel) => database.Read<TrainingSession?>(
        async db =>
        {
            var outcomes = await OutcomeStore.OfSession(db, id);
            if (!outcomes.Any(o => o.OccurredOn <= cutOff))
                return null;
            var first = outcomes.Min(o => o.OccurredOn);
            var all = (await FundStore.Entities.All(db)).ToDictionary(f => f.Id);
            var labels = new OutcomeLabels(outcomes, cutOff);
            var session = (await SessionStore.Entities.Find(db, id.Value))!;
            var frozen = await Frozen(db, id, first);
            var snapshot = frozen is null
                ? await Reconstruct(db, session, outcomes, all, Before(session, first), earlier)
                : RankingSnapshot.FromBytes(await FreezeStore.Snapshot(db, frozen.Id));
            foreach (var request in snapshot.Requests)
                earlier[request.Id] = request;
            return new TrainingSession
            {
                Month = session.Month,
                Snapshot = snapshot,
                Labels = labels,
                Shown = frozen is null ? null : new ShownRanks((await FreezeStore.Rankings(db, frozen.Id)).Select(r => RankingBodyCodec.Read(r.Body))),
                FundKinds = all.ToDictionary(f => f.Key, f => f.Value.Kind.Kebab()),
            };
        },
        cancel);

    /// <summary>The newest freeze of a session whose facts are from before anything came of it; null without one.</summary>
    private static async Task<Freeze?> Frozen(Db db, SessionId session, DateOnly first) =>
        (await FreezeStore.List(db, session, after: null, limit: int.MaxValue - 1)).Items.LastOrDefault(f => f.AsOf <= first);

    private static DateOnly Before(Session session, DateOnly first)
    {
        var day = session.StartsAt is { } starts ? ShanghaiTime.DayOf(starts) : first;
        return (day < first ? day : first).AddDays(-1);
    }

    private async Task<RankingSnapshot> Reconstruct(
        Db db,
        Session session,
        IReadOnlyList<Outcome> outcomes,
        Dictionary<FundId, Fund> all,
        DateOnly asOf,
        IReadOnlyDictionary<FinancingRequestId, RequestFacts> earlier)
    {
        var roster = (await SessionRoster.Load(db, session.Id))!;
        IReadOnlyList<FinancingRequestId> ids = [.. roster.RequestIds.Concat(outcomes.Select(o => o.FinancingRequestId)).Distinct()];
        var stored = await RequestReader.Entities(db, ids);
        var requests = ids.Select(id => facts.Request(stored[id].Request with { Status = RequestStatus.Open }, stored[id].Startup)).ToList();
        var sides = new List<FundFacts>();
        foreach (var id in roster.FundIds.Concat(outcomes.Select(o => o.FundId)).Distinct())
            sides.Add(await funds.Facts(db, all[id] with { Status = FundStatus.Open }, asOf));
        return new()
        {
            ModelVersion = RankingModels.Prior.Version,
            AsOf = asOf,
            Market = MarketBase.Of(earlier.Values.Concat(requests).DistinctBy(r => r.Id)),
            Funds = sides,
            Requests = requests,
            Vetoes = roster.Vetoes().Pairs,
            Preferences = roster.OwnPreferences(until: asOf).Stated,
        };
    }
}
