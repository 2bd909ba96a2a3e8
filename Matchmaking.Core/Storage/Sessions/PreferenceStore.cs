using Matchmaking.Core.Common;
using Matchmaking.Core.Sessions;

namespace Matchmaking.Core.Storage.Sessions;

public static class PreferenceStore
{
    public static EntityStore<Preference, PreferenceRow> Entities { get; } = new(
        "preference",
        new TableSql(
            "preferences",
            ["session_id", "from_registration_id", "to_registration_id", "value", "by_organizer", "owner_id"],
            ["session_id", "from_registration_id", "to_registration_id", "owner_id", "by_organizer"],
            immutable: ["session_id"],
            fields: new Dictionary<string, string> { ["from_registration_id"] = "from", ["to_registration_id"] = "to", ["by_organizer"] = "to" },
            numbers: ["by_organizer"]),
        ToEntity,
        ToRow,
        p => ChangeCounters.Session(p.SessionId));

    public static Task<IReadOnlyList<Preference>> OfSession(Db db, SessionId session) =>
        Entities.All(db, new ListFilter("session_id", session.ToString()));

    private static Preference ToEntity(PreferenceRow row) => new()
    {
        Id = PreferenceId.Parse(row.Id),
        SessionId = SessionId.Parse(row.SessionId),
        Version = row.Version,
        CreatedAt = Column.Time(row.CreatedAt),
        UpdatedAt = Column.Time(row.UpdatedAt),
        From = RegistrationId.Parse(row.FromRegistrationId),
        To = RegistrationId.Parse(row.ToRegistrationId),
        Value = KebabEnum<PreferenceValue>.Parse(row.Value),
        ByOrganizer = row.ByOrganizer != 0,
        OwnerId = Guid.ParseExact(row.OwnerId, "D"),
    };

    private static PreferenceRow ToRow(Preference preference) => new()
    {
        Id = Column.Id(preference.Id),
        SessionId = Column.Id(preference.SessionId),
        Version = preference.Version,
        CreatedAt = Column.Time(preference.CreatedAt),
        UpdatedAt = Column.Time(preference.UpdatedAt),
        FromRegistrationId = Column.Id(preference.From),
        ToRegistrationId = Column.Id(preference.To),
        Value = preference.Value.Kebab(),
        ByOrganizer = preference.ByOrganizer ? 1 : 0,
        OwnerId = preference.OwnerId.ToString("D"),
    };
}

public sealed record PreferenceRow : Row
{
    public string SessionId { get; init; } = "";
    public string FromRegistrationId { get; init; } = "";
    public string ToRegistrationId { get; init; } = "";
    public string Value { get; init; } = "";
    public int ByOrganizer { get; init; }
    public string OwnerId { get; init; } = "";
}
