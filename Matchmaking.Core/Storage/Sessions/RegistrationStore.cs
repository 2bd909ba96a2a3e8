using Matchmaking.Core.Common;
using Matchmaking.Core.Sessions;

namespace Matchmaking.Core.Storage.Sessions;

public static class RegistrationStore
{
    public static EntityStore<Registration, RegistrationRow> Entities { get; } = new(
        "registration",
        new TableSql(
            "registrations",
            [
                "session_id", "party_type", "startup_id", "fund_id", "guest_name", "financing_request_id", "contact",
                "available_rounds", "min_meetings", "max_meetings", "status",
            ],
            ["session_id", "status", "party_type", "startup_id", "fund_id", "financing_request_id"],
            immutable: ["session_id"],
            fields: new Dictionary<string, string> { ["fund_id"] = "party/id" }),
        ToEntity,
        ToRow,
        r => ChangeCounters.Session(r.SessionId));

    public static Task<IReadOnlyList<Registration>> OfSession(Db db, SessionId session) =>
        Entities.All(db, new ListFilter("session_id", session.ToString()));

    private static Registration ToEntity(RegistrationRow row) => new()
    {
        Id = RegistrationId.Parse(row.Id),
        SessionId = SessionId.Parse(row.SessionId),
        Version = row.Version,
        CreatedAt = Column.Time(row.CreatedAt),
        UpdatedAt = Column.Time(row.UpdatedAt),
        Party = new Party(KebabEnum<PartyType>.Parse(row.PartyType), ParseOrNull(row.StartupId ?? row.FundId), row.GuestName),
        FinancingRequestId = Column.IdOrNull<Core.FinancingRequests.FinancingRequest>(row.FinancingRequestId),
        Contact = row.Contact,
        AvailableRounds = row.AvailableRounds is null ? null : Column.Json<int[]>(row.AvailableRounds),
        MinMeetings = row.MinMeetings,
        MaxMeetings = row.MaxMeetings,
        Status = KebabEnum<RegistrationStatus>.Parse(row.Status),
    };

    private static RegistrationRow ToRow(Registration registration) => new()
    {
        Id = Column.Id(registration.Id),
        SessionId = Column.Id(registration.SessionId),
        Version = registration.Version,
        CreatedAt = Column.Time(registration.CreatedAt),
        UpdatedAt = Column.Time(registration.UpdatedAt),
        PartyType = registration.Party.Type.Kebab(),
        StartupId = registration.Party.Type == PartyType.Startup ? registration.Party.Id?.ToString("D") : null,
        FundId = registration.Party.Type == PartyType.Fund ? registration.Party.Id?.ToString("D") : null,
        GuestName = registration.Party.Name,
        FinancingRequestId = Column.Id(registration.FinancingRequestId),
        Contact = registration.Contact,
        AvailableRounds = registration.AvailableRounds is null ? null : Column.Json(registration.AvailableRounds),
        MinMeetings = registration.MinMeetings,
        MaxMeetings = registration.MaxMeetings,
        Status = registration.Status.Kebab(),
    };

    private static Guid? ParseOrNull(string? text) => text is null ? null : Guid.ParseExact(text, "D");
}

public sealed record RegistrationRow : Row
{
    public string SessionId { get; init; } = "";
    public string PartyType { get; init; } = "";
    public string? StartupId { get; init; }
    public string? FundId { get; init; }
    public string? GuestName { get; init; }
    public string? FinancingRequestId { get; init; }
    public string? Contact { get; init; }
    public string? AvailableRounds { get; init; }
    public int MinMeetings { get; init; }
    public int? MaxMeetings { get; init; }
    public string Status { get; init; } = "";
}
