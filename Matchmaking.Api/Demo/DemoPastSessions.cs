using Matchmaking.Core.Common;
using Matchmaking.Core.Funds;
using Matchmaking.Core.Sessions;

namespace Matchmaking.Api.Demo;

/// <summary>A past session: what was asked for, and who was really there.</summary>
internal sealed record DemoRoster(int Number, Session Session, IReadOnlyList<DemoAsk> Asks, IReadOnlyList<Registration> Registrations)
{
    /// <summary>Asks of those startups that came.</summary>
    public required IReadOnlyList<DemoAsk> Present { get; init; }

    public required IReadOnlyList<DemoFund> Funds { get; init; }

    /// <summary>Asks that were withdrawn before the session.</summary>
    public required IReadOnlyList<DemoAsk> Withdrawn { get; init; }
}

/// <summary>Fills the past sessions with startups, some of them back from the last session of the chain, and funds.</summary>
internal sealed class DemoPastSessions(
    DemoCalendar calendar, IReadOnlyList<DemoFund> funds, DemoCompanies companies, DemoAsks asks, DemoRegistrations registrations)
{
    private const int Chains = 5;

    private readonly DemoRandom _random = DemoRandom.For("past sessions");

    public IReadOnlyList<DemoRoster> Make(IReadOnlyList<Session> sessions)
    {
        var rosters = new List<DemoRoster>();
        for (var number = 0; number < DemoCalendar.PastSessions; number++)
            rosters.Add(Make(number, sessions[number], number < Chains ? null : rosters[number - Chains]));
        return rosters;
    }

    private DemoRoster Make(int number, Session session, DemoRoster? before)
    {
        var day = calendar.DayOf(number);
        var at = DemoCalendar.At(calendar.IntakeOf(number), 9);
        var made = new List<DemoAsk>();
        var returning = before is null ? [] : _random.Sample(before.Present, _random.Between(3, 5));
        foreach (var back in returning)
            made.Add(asks.Enter(back.Startup, asks.Draw(back.Startup, session.Chain, Next(back), day.AddDays(90)), Tick(made.Count)));
        for (var fresh = _random.Between(20, 28); fresh > 0; fresh--)
        {
            var stage = asks.DrawStage();
            var startup = companies.Enter(companies.Draw(session.Chain, stage, day), Tick(made.Count));
            made.Add(asks.Enter(startup, asks.Draw(startup, session.Chain, stage, day.AddDays(90)), Tick(made.Count)));
        }

        // Registrations follow a day later: ids are handed out in the order of time.
        var came = new List<DemoAsk>();
        var withdrawn = new List<DemoAsk>();
        var entered = new List<Registration>();
        foreach (var ask in made)
        {
            var status = Status();
            entered.Add(registrations.Startup(session, ask, Tick(entered.Count).AddDays(1), status, 0, _random.Between(4, 8)));
            if (status == RegistrationStatus.CheckedIn)
                came.Add(ask);
            else if (status == RegistrationStatus.Cancelled)
                withdrawn.Add(ask);
        }

        var invited = new List<DemoFund>();
        foreach (var fund in _random.Sample(funds.Where(f => IsActive(f, number)), _random.Between(17, 22)))
        {
            var status = Status();
            entered.Add(registrations.Fund(session, fund, Tick(entered.Count).AddDays(1), status, 0, session.Rounds));
            if (status == RegistrationStatus.CheckedIn)
                invited.Add(fund);
        }

        return new(number, session, made, entered) { Present = came, Funds = invited, Withdrawn = withdrawn };

        DateTimeOffset Tick(int count) => at.AddMinutes(7 * count);
    }

    /// <summary>The same stage again, or the one after it.</summary>
    private Stage Next(DemoAsk back) =>
        back.Request.Stage!.Value is var stage && stage < Stage.PreIpo && _random.Chance(0.4) ? stage + 1 : stage;

    /// <summary>The fund that is closed by now came to the first half of the sessions.</summary>
    private static bool IsActive(DemoFund fund, int session) =>
        fund.Fund.Status == FundStatus.Open || session < DemoCalendar.PastSessions / 2;

    private RegistrationStatus Status() => _random.Unit() switch
    {
        < 0.92 => RegistrationStatus.CheckedIn,
        < 0.96 => RegistrationStatus.NoShow,
        _ => RegistrationStatus.Cancelled,
    };
}
