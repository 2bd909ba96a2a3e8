using Matchmaking.Api.Contracts;
using Matchmaking.Api.Services;
using Matchmaking.Core.Common;
using Matchmaking.Core.Plans;
using Matchmaking.Core.Sessions;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Outcomes;
using Matchmaking.Core.Storage.Sessions;

namespace Matchmaking.Api.Plans;

/// <summary>What a session is planned from, whatever its layout. Pairs, vetoes and pins name positions in the roster's startups and funds.</summary>
internal sealed record PlanProblem
{
    /// <summary>Weights are scores in units of 1/10,000.</summary>
    public const int WeightScale = 10_000;

    /// <summary>The state of the session that the problem was made from.</summary>
    public required SessionRoster Roster { get; init; }

    /// <summary>The freeze whose scores are the weights.</summary>
    public required Freeze Freeze { get; init; }

    public required IReadOnlyList<MeetingPair> Pairs { get; init; }

    public required IReadOnlyList<PairKey> Vetoes { get; init; }

    public required IReadOnlyList<MeetingPin> Pins { get; init; }

    public required IReadOnlyList<WithheldPair> Withheld { get; init; }

    public required IReadOnlyList<CarryOverView> CarryOver { get; init; }

    /// <summary>Frozen score by startup registration and fund registration.</summary>
    public required IReadOnlyDictionary<(Guid Startup, Guid Fund), double> Scores { get; init; }

    private const double OneSidedMust = 1.0;
    private const double ServedFirst = 0.5;
    private const double Want = 0.2;
    private const double Avoid = -0.3;

    /// <summary>One-to-one meetings of everybody on the roster.</summary>
    public MeetingProblem Meetings(PlanInput input) => MeetingProblem.Create(
        [.. Roster.Startups.Select(Participant)],
        [.. Roster.Funds.Select(Participant)],
        Roster.Session.Rounds,
        Roster.Session.Tables,
        Pairs,
        Vetoes,
        Pins,
        new MeetingTerms { Objective = input.Objective == PlanObjective.Fair ? MeetingObjective.Fair : MeetingObjective.Total, Seed = input.Seed });

    public static async Task<Result<PlanProblem>> Load(Db db, SessionRoster roster, PlanInput input)
    {
        if (await FreezeStore.Latest(db, roster.Session.Id) is not { } freeze)
            return DomainError.Conflict(Codes.NoFrozenRanking);
        var scores = FrozenScores.Of(await FreezeStore.Rankings(db, freeze.Id));
        var late = roster.FundIds.Count(f => !scores.Knows(f)) + roster.RequestIds.Count(r => !scores.Knows(r));
        return late > 0 ? DomainError.Conflict(Codes.FreezeOutdated, ("count", late)) : await Build(db, roster, freeze, scores, input);
    }

    /// <param name="db">A read.</param>
    /// <param name="roster">Whom to plan; all known to the scores.</param>
    /// <param name="freeze">The freeze that a plan names.</param>
    /// <param name="scores">Its scores, perhaps with those of an appended one.</param>
    /// <param name="input">What to plan.</param>
    public static async Task<Result<PlanProblem>> Build(Db db, SessionRoster roster, Freeze freeze, FrozenScores scores, PlanInput input)
    {
        var start = roster.Session.Month.FirstDay;
        var metBefore = await OutcomeStore.PairsBetween(db, start.AddMonths(-12), start.AddDays(-1));
        return new Builder(roster, scores, metBefore, await CarryOvers.Load(db, roster), input).Build(freeze);
    }

    private MeetingParticipant Participant(Registration registration) => new(
        registration.Id.Value,
        registration.MinMeetings,
        Math.Min(registration.MaxMeetings ?? Roster.Session.Rounds, Roster.Session.Rounds),
        registration.AvailableRounds is null ? null : [.. registration.AvailableRounds.Order()]);

    private sealed class Builder(
        SessionRoster roster,
        FrozenScores frozen,
        IReadOnlySet<(FundId Fund, FinancingRequestId Request)> metBefore,
        IReadOnlyList<CarryOverView> carryOver,
        PlanInput input)
    {
        private readonly HashSet<RegistrationId> _first = [.. carryOver.Select(c => c.RegistrationId)];
        private readonly List<WithheldPair> _withheld = [];
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
            return new PlanProblem
            {
                Roster = roster,
                Freeze = freeze,
                Pairs = pairs,
                Vetoes = [.. _preferences.Where(p => p.Value.Any(v => v.Value == PreferenceValue.Veto)).Select(p => p.Key)],
                Pins = pins,
                Withheld = _withheld,
                CarryOver = carryOver,
                Scores = scores,
            };
        }

        private IEnumerable<MeetingPair> Pairs(Dictionary<(Guid, Guid), double> scores)
        {
            for (var fund = 0; fund < roster.Funds.Count; fund++)
            {
                var fundId = roster.FundIds[fund];
                foreach (var (request, score) in frozen.Of(fundId))
                {
                    if (!_startupOf.TryGetValue(request, out var startup))
                        continue;
                    var said = _preferences.GetValueOrDefault(new PairKey(startup, fund)) ?? [];
                    var (startupId, registrationId) = (roster.Startups[startup].Id, roster.Funds[fund].Id);
                    // A pair that met within the last twelve months meets again only if a side insists.
                    if (metBefore.Contains((fundId, request)) && said.All(p => p.Value != PreferenceValue.Must))
                    {
                        _withheld.Add(new(startupId, registrationId, WithheldReason.MetBefore));
                        continue;
                    }

                    if (said.Any(p => p.Value == PreferenceValue.Veto))
                        _withheld.Add(new(startupId, registrationId, WithheldReason.Vetoed));
                    scores[(startupId.Value, registrationId.Value)] = score;
                    yield return new MeetingPair(startup, fund, Weight(score, said, _first.Contains(startupId)));
                }
            }
        }

        private static long Weight(double score, IReadOnlyList<Preference> said, bool isFirst)
        {
            var musts = said.Count(p => p.Value == PreferenceValue.Must);
            var weight = score
                + (musts == 1 && said.All(p => !p.ByOrganizer || p.Value != PreferenceValue.Must) ? OneSidedMust : 0)
                + (Want * said.Count(p => p.Value == PreferenceValue.Want))
                + (isFirst ? ServedFirst : 0)
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
