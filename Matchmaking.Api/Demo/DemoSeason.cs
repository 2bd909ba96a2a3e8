using Matchmaking.Core.FinancingRequests;
using Matchmaking.Core.Funds;
using Matchmaking.Core.Outcomes;
using Matchmaking.Core.Sessions;
using Matchmaking.Core.Startups;
using Matchmaking.Core.Taxonomies;

namespace Matchmaking.Api.Demo;

/// <summary>
/// A season of matchmaking to look at: twelve past sessions with what came of them and one that is about to be planned.
/// Every list is in the order of its ids, which is the order of creation.
/// </summary>
internal sealed record DemoSeason
{
    public required IReadOnlyList<Fund> Funds { get; init; }

    public required IReadOnlyList<Startup> Startups { get; init; }

    public required IReadOnlyList<FinancingRequest> Requests { get; init; }

    public required IReadOnlyList<Position> Positions { get; init; }

    /// <summary>Oldest first; the last one is open.</summary>
    public required IReadOnlyList<Session> Sessions { get; init; }

    public required IReadOnlyList<Registration> Registrations { get; init; }

    public required IReadOnlyList<Preference> Preferences { get; init; }

    public required IReadOnlyList<Outcome> Outcomes { get; init; }

    /// <summary>The funds with the tastes that the outcomes follow; never stored.</summary>
    public required IReadOnlyList<DemoFund> Tastes { get; init; }

    public Session OpenSession => Sessions[^1];

    /// <summary>The fund with the richest ranking of the open session.</summary>
    public Fund ShowcaseFund => Funds.Single(f => f.ExternalId == DemoPublicFunds.Showcase);

    /// <summary>The ask of 30 million yuan in the open session.</summary>
    public required FinancingRequest ShowcaseRequest { get; init; }

    /// <summary>The season around the month of a day: the same, byte for byte, for every day of that month.</summary>
    public static DemoSeason Generate(DateOnly today)
    {
        var taxonomy = Taxonomy.Load();
        var calendar = new DemoCalendar(today);
        var funds = DemoFunds.Make(calendar, taxonomy);
        var books = funds.SelectMany((f, i) => DemoBooks.Make(f, i, calendar, taxonomy)).ToList();
        var sessions = DemoSessions.Make(calendar, taxonomy);
        var (companies, asks, registrations) = (new DemoCompanies(taxonomy), new DemoAsks(taxonomy), new DemoRegistrations());
        var (mandate, preference, treasury) = (new DemoMandate(taxonomy), new DemoPreference(taxonomy), new DemoTreasury(books));

        var past = new DemoPastSessions(calendar, funds, companies, asks, registrations).Make(sessions);
        var results = new DemoOutcomes(calendar, preference, treasury);
        var events = past.SelectMany(r => DemoMeetings.Choose(r, mandate)).SelectMany(results.Play).ToList();
        var (coming, withdrawn) = new DemoOpenSession(calendar, sessions[^1], companies, asks).Make(past);

        var at = DemoCalendar.At(calendar.Known.AddDays(-3), 9);
        var invitations = new DemoInvitations(mandate, treasury);
        var invited = invitations.Make(sessions[^1], coming, withdrawn, funds, at, registrations);
        var wishes = new DemoWishes(preference, invitations).Make(sessions[^1], coming, funds, invited, at.AddDays(2));
        IReadOnlyList<DemoAsk> open = [.. coming, withdrawn];
        return new()
        {
            Funds = [.. funds.Select(f => f.Fund)],
            Startups = [.. past.SelectMany(r => r.Asks).Concat(open).Select(a => a.Startup).DistinctBy(s => s.Id)],
            Requests = [.. DemoClosing.Close(past, events, calendar), .. open.Select(a => a.Request)],
            Positions = DemoPositions.Enter(
                books.Concat(events.Where(e => e.Details.Result == OutcomeResult.Invested).Select(DemoOutcomes.Position)), calendar),
            Sessions = sessions,
            Registrations = [.. past.SelectMany(r => r.Registrations), .. invited],
            Preferences = wishes,
            Outcomes = DemoOutcomes.Enter(events),
            Tastes = funds,
            ShowcaseRequest = coming[0].Request,
        };
    }
}
