using Matchmaking.Core.Sessions;

namespace Matchmaking.Api.Demo;

/// <summary>Stores who comes to a session. Contacts are at a domain that cannot exist (RFC 2606).</summary>
internal sealed class DemoRegistrations
{
    private readonly DemoIds _ids = new("registrations");
    private int _made;

    public Registration Startup(Session session, DemoAsk ask, DateTimeOffset at, RegistrationStatus status, int min, int max) =>
        Enter(session, at, new()
        {
            Party = new(PartyType.Startup, ask.Startup.Id.Value),
            FinancingRequestId = ask.Request.Id,
            MinMeetings = min,
            MaxMeetings = max,
            Status = status,
        });

    public Registration Fund(Session session, DemoFund fund, DateTimeOffset at, RegistrationStatus status, int min, int max) =>
        Enter(session, at, new()
        {
            Party = new(PartyType.Fund, fund.Fund.Id.Value),
            MinMeetings = min,
            MaxMeetings = max,
            Status = status,
        });

    private Registration Enter(Session session, DateTimeOffset at, RegistrationDetails details)
    {
        _made++;
        var changed = details.Status != RegistrationStatus.Registered;
        return new(details with { Contact = FormattableString.Invariant($"示例联系人{_made:000} contact-{_made:000}@example.invalid") })
        {
            Id = new(_ids.Next(at)),
            SessionId = session.Id,
            Version = changed ? 2 : 1,
            CreatedAt = at,
            UpdatedAt = !changed ? at
                : details.Status == RegistrationStatus.Cancelled ? at.AddDays(1)
                : session.StartsAt!.Value.AddMinutes(-30),
        };
    }
}
