using Matchmaking.Core.Common;
using Matchmaking.Core.Sessions;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Sessions;
using Matchmaking.Ranking.Facts;

namespace Matchmaking.Api.Services;

/// <summary>Who takes part in a session and who wants what, at one state of the database.</summary>
/// <param name="Session">The session.</param>
/// <param name="Revision">The session's change counter: what is computed from the roster holds only while it stays.</param>
/// <param name="Startups">Active registrations of startups.</param>
/// <param name="Funds">Active registrations of funds.</param>
/// <param name="Guests">Active registrations of guests, who only take seats.</param>
/// <param name="Preferences">Preferences between active registrations.</param>
internal sealed record SessionRoster(
    Session Session,
    long Revision,
    IReadOnlyList<Registration> Startups,
    IReadOnlyList<Registration> Funds,
    IReadOnlyList<Registration> Guests,
    IReadOnlyList<Preference> Preferences)
{
    public IReadOnlyList<FundId> FundIds { get; } = [.. Funds.Select(f => new FundId(f.Party.Id!.Value))];

    public IReadOnlyList<FinancingRequestId> RequestIds { get; } = [.. Startups.Select(s => s.FinancingRequestId!.Value)];

    /// <summary>The pairs that either side has vetoed.</summary>
    public VetoSet Vetoes() => new(
        Pairs().Where(p => p.Preference.Value == PreferenceValue.Veto)
            .Select(p => new Veto(new(p.Fund.Party.Id!.Value), p.Startup.FinancingRequestId!.Value)));

    /// <summary>What funds say themselves of the startups, vetoes left out. What an organizer entered for a fund is not the fund's own and not its to see.</summary>
    /// <param name="until">Said by this day and not changed since; null: as it stands.</param>
    public PreferenceSet OwnPreferences(DateOnly? until = null) => new(
        Pairs().Where(p => p.Preference.From == p.Fund.Id && !p.Preference.ByOrganizer && (until is null || ShanghaiTime.DayOf(p.Preference.UpdatedAt) <= until))
            .Select(p => new StatedPreference(new(p.Fund.Party.Id!.Value), p.Startup.FinancingRequestId!.Value, p.Preference.Value)));

    /// <summary>Preferences with their two sides, whichever of them said it.</summary>
    public IEnumerable<(Preference Preference, Registration Startup, Registration Fund)> Pairs()
    {
        var startups = Startups.ToDictionary(r => r.Id);
        var funds = Funds.ToDictionary(r => r.Id);
        foreach (var preference in Preferences)
        {
            if (startups.TryGetValue(preference.From, out var startup) && funds.TryGetValue(preference.To, out var fund))
                yield return (preference, startup, fund);
            else if (funds.TryGetValue(preference.From, out fund) && startups.TryGetValue(preference.To, out startup))
                yield return (preference, startup, fund);
        }
    }

    public static async Task<SessionRoster?> Load(Db db, SessionId id)
    {
        if (await SessionStore.Entities.Find(db, id.Value) is not { } session)
            return null;
        var active = (await RegistrationStore.OfSession(db, id)).Where(r => r.IsActive).ToList();
        return new SessionRoster(
            session,
            await ChangeCounters.Read(db, ChangeCounters.Session(id)),
            [.. active.Where(r => r.Party.Type == PartyType.Startup)],
            [.. active.Where(r => r.Party.Type == PartyType.Fund)],
            [.. active.Where(r => r.Party.Type == PartyType.Guest)],
            await PreferenceStore.OfSession(db, id));
    }
}
