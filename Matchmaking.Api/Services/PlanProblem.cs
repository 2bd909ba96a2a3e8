using Matchmaking.Api.Contracts;
using Matchmaking.Core.Common;
using Matchmaking.Core.Plans;
using Matchmaking.Core.Sessions;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Outcomes;
using Matchmaking.Core.Storage.Sessions;
using Matchmaking.Ranking.Rankings;

namespace Matchmaking.Api.Services;

/// <summary>A session put as a planning problem, with what is needed to translate the plan back.</summary>
/// <param name="Roster">The state of the session that the problem was made from.</param>
/// <param name="Freeze">The freeze whose scores are the weights.</param>
/// <param name="Problem">The problem.</param>
/// <param name="Scores">Frozen score by startup registration and fund registration.</param>
internal sealed record PlanProblem(
    SessionRoster Roster, Freeze Freeze, MeetingProblem Problem, IReadOnlyDictionary<(Guid Startup, Guid Fund), double> Scores)
{
    /// <summary>Weights are scores in units of 1/10,000.</summary>
    public const int WeightScale = 10_000;

    private const double OneSidedMust = 1.0;
    private const double Want = 0.2;
    private const double Avoid = -0.3;

    public static async Task<Result<PlanProblem>> Load(Db db, SessionRoster roster, PlanInput input)
    {
        if (await FreezeStore.Latest(db, roster.Session.Id) is not { } freeze)
            return DomainError.Conflict(Codes.NoFrozenRanking);
        var frozen = new Dictionary<FundId, RankingBody>();
        foreach (var ranking in await FreezeStore.Rankings(db, freeze.Id))
        {
            if (ranking.Subject == RankingSubject.Fund)
                frozen[new(ranking.SubjectId)] = RankingBodyCodec.Read(ranking.Body);
        }

        var rankedRequests = frozen.Values.SelectMany(Candidates).ToHashSet();
        var late = roster.FundIds.Count(f => !frozen.ContainsKey(f)) + roster.RequestIds.Count(r => !rankedRequests.Contains(r));
        if (late > 0)
            return DomainError.Conflict(Codes.FreezeOutdated, ("count", late));
        var start = roster.Session.Month.FirstDay;
        var metBefore = await OutcomeStore.PairsBetween(db, start.AddMonths(-12), start.AddDays(-1));
        return new Builder(roster, frozen, metBefore, input).Build(freeze);
    }

    private static IEnumerable<FinancingRequestId> Candidates(RankingBody body) =>
        body.Items.Select(i => i.FinancingRequestId!.Value).Concat((body.Excluded ?? []).Select(e => e.FinancingRequestId!.Value));

    private sealed class Builder(
        SessionRoster roster,
        Dictionary<FundId, RankingBody> frozen,
        IReadOnlySet<(FundId Fund, FinancingRequestId Request)> metBefore,
        PlanInput input)
    {
        private readonly Dictionary<FinancingRequestId, int> _startupOf = Index(roster.RequestIds);
        private readonly Dictionary<RegistrationId, int> _startupAt = Index([.. roster.Startups.Select(r => r.Id)]);
        private readonly Dictionary<RegistrationId, int> _fundAt = Index([.. roster.Funds.Select(r => r.Id)]);
        private readonly Dictionary<PairKey, List<Preference>> _preferences = [];

        public Result<PlanProblem> Build(Freeze freeze)
        {
            foreach (var (preference, startup, fund) in roster.Pairs())
            {
                var key = new PairKey(_startupAt[startup.Id], _fundAt[fund.Id]);
                if (!_preferences.TryGetValue(key, out var list))
                    _preferences[key] = list = [];
                list.Add(preference);
            }

            if (!Pins().TryGet(out var pins, out var unknown))
                return unknown;
            var scores = new Dictionary<(Guid, Guid), double>();
            var pairs = Pairs(scores).ToList();
            var problem = MeetingProblem.Create(
                [.. roster.Startups.Select(Participant)],
                [.. roster.Funds.Select(Participant)],
                roster.Session.Rounds,
                roster.Session.Tables,
                pairs,
                _preferences.Where(p => p.Value.Any(v => v.Value == PreferenceValue.Veto)).Select(p => p.Key),
                pins);
            return new PlanProblem(roster, freeze, problem, scores);
        }

        private MeetingParticipant Participant(Registration registration) => new(
            registration.Id.Value,
            registration.MinMeetings,
            Math.Min(registration.MaxMeetings ?? roster.Session.Rounds, roster.Session.Rounds),
            registration.AvailableRounds is null ? null : [.. registration.AvailableRounds.Order()]);

        private IEnumerable<MeetingPair> Pairs(Dictionary<(Guid, Guid), double> scores)
        {
            for (var fund = 0; fund < roster.Funds.Count; fund++)
            {
                var fundId = roster.FundIds[fund];
                foreach (var item in frozen[fundId].Items)
                {
                    if (!_startupOf.TryGetValue(item.FinancingRequestId!.Value, out var startup))
                        continue;
                    var said = _preferences.GetValueOrDefault(new PairKey(startup, fund)) ?? [];
                    // A pair that met within the last twelve months meets again only if a side insists.
                    if (metBefore.Contains((fundId, item.FinancingRequestId.Value)) && said.All(p => p.Value != PreferenceValue.Must))
                        continue;
                    scores[(roster.Startups[startup].Id.Value, roster.Funds[fund].Id.Value)] = item.Score;
                    yield return new MeetingPair(startup, fund, Weight(item.Score, said));
                }
            }
        }

        private static long Weight(double score, IReadOnlyList<Preference> said)
        {
            var musts = said.Count(p => p.Value == PreferenceValue.Must);
            var weight = score
                + (musts == 1 && said.All(p => !p.ByOrganizer || p.Value != PreferenceValue.Must) ? OneSidedMust : 0)
                + (Want * said.Count(p => p.Value == PreferenceValue.Want))
                + (Avoid * said.Count(p => p.Value == PreferenceValue.Avoid));
            return (long)Math.Round(WeightScale * Math.Max(0, weight), MidpointRounding.AwayFromZero);
        }

        /// <summary>Pins of the request, and pairs that both sides or the organizer say must meet.</summary>
        private Result<List<MeetingPin>> Pins()
        {
            var errors = new List<FieldError>();
            var pins = new List<MeetingPin>();
            for (var i = 0; i < input.Pins.Count; i++)
            {
                var pin = input.Pins[i];
                if (!_startupAt.TryGetValue(pin.StartupRegistrationId, out var startup))
                    errors.Add(new FieldError($"/pins/{i}/startupRegistrationId", Codes.UnknownReference, ("what", "registration")));
                else if (!_fundAt.TryGetValue(pin.FundRegistrationId, out var fund))
                    errors.Add(new FieldError($"/pins/{i}/fundRegistrationId", Codes.UnknownReference, ("what", "registration")));
                else if (pin.Round is { } round && (round < 1 || round > roster.Session.Rounds))
                    errors.Add(new FieldError($"/pins/{i}/round", Codes.OutOfRange, ("min", 1), ("max", roster.Session.Rounds)));
                else
                    pins.Add(new MeetingPin(startup, fund, pin.Round));
            }

            if (errors.Count > 0)
                return DomainError.Invalid(errors);
            foreach (var (key, said) in _preferences)
            {
                var musts = said.Where(p => p.Value == PreferenceValue.Must).ToList();
                if (musts.Count > 1 || musts.Any(p => p.ByOrganizer))
                    pins.Add(new MeetingPin(key.Startup, key.Fund));
            }

            return pins;
        }

        private static Dictionary<T, int> Index<T>(IReadOnlyList<T> values) where T : notnull =>
            values.Select((value, index) => (value, index)).ToDictionary(p => p.value, p => p.index);
    }
}
