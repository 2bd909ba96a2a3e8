using Matchmaking.Core.Sessions;

namespace Matchmaking.Api.Demo;

/// <summary>
/// Registrations of the open session. A minimum of meetings is promised only where several funds are free to keep it, so that
/// a plan that meets every minimum exists.
/// </summary>
internal sealed class DemoInvitations(DemoMandate mandate, DemoTreasury treasury)
{
    /// <summary>Funds that must be able to take a startup before it is promised a meeting; one of them may still veto it.</summary>
    private const int Choice = 4;

    private readonly DemoRandom _random = DemoRandom.For("invitations");

    /// <summary>Whether the pair passes everything that the fund declares and its money allows, with room to spare.</summary>
    public bool IsOpen(DemoFund fund, DemoAsk ask) =>
        !fund.IsBarred && mandate.Accepts(fund, ask.Startup, ask.Request) && DemoPreference.Ticket(fund, ask.Request) <= treasury.Room(fund, ask);

    public IReadOnlyList<Registration> Make(
        Session session, IReadOnlyList<DemoAsk> asks, DemoAsk withdrawn, IReadOnlyList<DemoFund> funds, DateTimeOffset at, DemoRegistrations registrations)
    {
        var made = new List<Registration>();
        foreach (var ask in asks)
        {
            var live = ask.Request.ValidUntil >= DateOnly.FromDateTime(session.StartsAt!.Value.UtcDateTime);
            var choice = funds.Count(f => IsOpen(f, ask));
            made.Add(registrations.Startup(session, ask, Tick(), RegistrationStatus.Registered, live && choice >= Choice ? 1 : 0, _random.Between(5, 8)));
        }

        foreach (var fund in funds)
        {
            var choice = asks.Count(a => IsOpen(fund, a));
            made.Add(registrations.Fund(session, fund, Tick(), RegistrationStatus.Registered, choice >= 10 ? 2 : 0, _random.Between(6, 8)));
        }

        made.Add(registrations.Startup(session, withdrawn, Tick(), RegistrationStatus.Cancelled, 0, session.Rounds));
        return made;

        DateTimeOffset Tick() => at.AddMinutes(5 * made.Count);
    }
}
