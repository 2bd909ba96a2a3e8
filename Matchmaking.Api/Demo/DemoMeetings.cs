namespace Matchmaking.Api.Demo;

/// <summary>A pair that met in a past session.</summary>
internal sealed record DemoMeeting(DemoRoster Roster, DemoAsk Ask, DemoFund Fund);

/// <summary>
/// Who met whom: the organisers of the season took the pairs that seemed to fit best by the declared mandates, with a good
/// deal of chance, four to eight a startup and no more a fund than there were rounds.
/// </summary>
internal static class DemoMeetings
{
    private const double Luck = 0.3;

    public static IReadOnlyList<DemoMeeting> Choose(DemoRoster roster, DemoMandate mandate)
    {
        var random = DemoRandom.For("meetings", roster.Number);
        var wanted = roster.Present.ToDictionary(a => a.Request.Id, _ => random.Between(4, 8));
        var free = roster.Funds.ToDictionary(f => f.Fund.Id, _ => roster.Session.Rounds);
        var pairs = new List<(DemoMeeting Meeting, double Score)>();
        foreach (var ask in roster.Present)
        {
            foreach (var fund in roster.Funds.Where(f => mandate.Accepts(f, ask.Startup, ask.Request)))
                pairs.Add((new(roster, ask, fund), DemoMandate.Fit(fund, ask.Request) + (Luck * random.Unit())));
        }

        var chosen = new List<DemoMeeting>();
        // OrderByDescending is stable: equal scores keep the order of creation.
        foreach (var (meeting, _) in pairs.OrderByDescending(p => p.Score))
        {
            if (wanted[meeting.Ask.Request.Id] == 0 || free[meeting.Fund.Fund.Id] == 0)
                continue;
            wanted[meeting.Ask.Request.Id]--;
            free[meeting.Fund.Fund.Id]--;
            chosen.Add(meeting);
        }

        return chosen;
    }
}
