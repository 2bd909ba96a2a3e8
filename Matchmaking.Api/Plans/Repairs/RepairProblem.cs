using Matchmaking.Api.Contracts;
using Matchmaking.Core.Plans;
using Matchmaking.Core.Plans.Repair;
using Matchmaking.Core.Sessions;

namespace Matchmaking.Api.Plans.Repairs;

/// <summary>
/// What is left to plan after a change: the rounds still to come, numbered from 1, with what everybody has had in the rounds before taken off its limits. Those meetings
/// stay as they were and count in value and bound.
/// </summary>
internal sealed class RepairProblem
{
    private readonly PlanProblem _problem;
    private readonly PlanDocument _before;
    private readonly Dictionary<RegistrationId, int> _had = [];
    private readonly Dictionary<RegistrationId, IReadOnlyList<int>> _there;

    /// <param name="problem">Who takes part now, and what their meetings are worth.</param>
    /// <param name="before">The plan that is repaired.</param>
    /// <param name="changes">What has changed, for earlier repairs too.</param>
    public RepairProblem(PlanProblem problem, PlanDocument before, RepairInput changes)
    {
        _problem = problem;
        _before = before;
        Changes = changes;
        _there = changes.Availability.ToDictionary(a => a.RegistrationId, a => a.AvailableRounds);
        Held = [.. before.Meetings.Where(m => m.Round < changes.FromRound)];
        foreach (var meeting in Held)
        {
            _had[meeting.StartupRegistrationId] = _had.GetValueOrDefault(meeting.StartupRegistrationId) + 1;
            _had[meeting.FundRegistrationId] = _had.GetValueOrDefault(meeting.FundRegistrationId) + 1;
        }
    }

    /// <summary>All that is repaired for.</summary>
    public RepairInput Changes { get; }

    /// <summary>Meetings of the rounds before, by round and table.</summary>
    public IReadOnlyList<PlannedMeeting> Held { get; }

    /// <summary>What those were worth when they were planned.</summary>
    public IReadOnlyList<WeightView> Fixed()
    {
        var known = _before.Certificate.Weights.Concat(_before.Certificate.Fixed ?? []).ToLookup(w => (w.StartupRegistrationId, w.FundRegistrationId), w => w.Weight);
        return [.. Held.Select(m => new WeightView(m.StartupRegistrationId, m.FundRegistrationId, known[(m.StartupRegistrationId, m.FundRegistrationId)].First()))];
    }

    public RepairTask Task()
    {
        var (startups, funds) = (_problem.Roster.Startups, _problem.Roster.Funds);
        var (startupAt, fundAt) = (Index(startups), Index(funds));
        var held = Held.Where(m => startupAt.ContainsKey(m.StartupRegistrationId) && fundAt.ContainsKey(m.FundRegistrationId))
            .Select(m => new PairKey(startupAt[m.StartupRegistrationId], fundAt[m.FundRegistrationId])).ToHashSet();
        var session = _problem.Roster.Session;
        var remaining = MeetingProblem.Create(
            [.. startups.Select(Participant)],
            [.. funds.Select(Participant)],
            session.Rounds - Changes.FromRound + 1,
            session.Tables,
            _problem.Pairs.Where(p => !held.Contains(p.Key)),
            _problem.Vetoes,
            _problem.Pins.Where(p => !held.Contains(p.Key) && !(p.Round < Changes.FromRound)).Select(p => p with { Round = p.Round - Changes.FromRound + 1 }),
            new MeetingTerms
            {
                Objective = _before.Objective == PlanObjective.Fair ? MeetingObjective.Fair : MeetingObjective.Total,
                Seed = _before.Seed,
                ClosedTables = Changes.LostTables,
            });
        return new RepairTask(remaining, Before(remaining), Prices(remaining));
    }

    private MeetingParticipant Participant(Registration registration)
    {
        var (rounds, had) = (_problem.Roster.Session.Rounds, _had.GetValueOrDefault(registration.Id));
        var there = _there.GetValueOrDefault(registration.Id) ?? registration.AvailableRounds;
        return new(
            registration.Id.Value,
            Math.Max(0, registration.MinMeetings - had),
            Math.Max(0, Math.Min(registration.MaxMeetings ?? rounds, rounds) - had),
            there is null ? null : [.. there.Where(r => r >= Changes.FromRound).Order().Select(r => r - Changes.FromRound + 1)]);
    }

    private List<Meeting> Before(MeetingProblem remaining)
    {
        var startups = remaining.Startups.Select((v, i) => (v.Id, i)).ToDictionary(v => v.Id, v => v.i);
        var funds = remaining.Funds.Select((v, i) => (v.Id, i)).ToDictionary(v => v.Id, v => v.i);
        var meetings = new List<Meeting>();
        foreach (var m in _before.Meetings.Where(m => m.Round >= Changes.FromRound))
        {
            if (startups.TryGetValue(m.StartupRegistrationId.Value, out var startup) && funds.TryGetValue(m.FundRegistrationId.Value, out var fund))
                meetings.Add(new Meeting(m.Round - Changes.FromRound + 1, m.Table, startup, fund, 0));
        }

        return meetings;
    }

    // About right as long as the rounds are those of before; only the time depends on them.
    private MeetingCertificate Prices(MeetingProblem remaining)
    {
        var known = _before.Certificate.Prices.ToDictionary(p => p.RegistrationId.Value, p => p.Price);
        return new MeetingCertificate
        {
            StartupPrices = [.. remaining.Startups.Select(v => known.GetValueOrDefault(v.Id))],
            FundPrices = [.. remaining.Funds.Select(v => known.GetValueOrDefault(v.Id))],
            TablePrices = [.. Enumerable.Repeat(_before.Certificate.TablePrices.Count == 0 ? 0 : _before.Certificate.TablePrices[0], remaining.Rounds)],
        };
    }

    private static Dictionary<RegistrationId, int> Index(IReadOnlyList<Registration> registrations) =>
        registrations.Select((r, i) => (r.Id, i)).ToDictionary(r => r.Id, r => r.i);
}
