using Matchmaking.Core.Common;
using Matchmaking.Core.Search;
using Matchmaking.Core.Sessions;

namespace Matchmaking.Core.Storage.Sessions;

public static class SessionStore
{
    private const string BetweenSql =
        "SELECT id FROM sessions WHERE month >= @from AND month <= @to ORDER BY month, id";

    public static EntityStore<Session, SessionRow> Entities { get; } = new(
        "session",
        new TableSql(
            "sessions",
            ["month", "chain", "title", "venue", "starts_at", "layout", "rounds", "round_minutes", "tables", "seats_per_table", "status"],
            ["month", "chain", "status"]),
        ToEntity,
        ToRow,
        s => ChangeCounters.Session(s.Id),
        new Searchable<Session>("session", s => SearchDocument.Of([s.Title, s.Venue], [])));

    /// <summary>Sessions of a span of months, both ends included, in the order of time.</summary>
    public static async Task<IReadOnlyList<SessionId>> Between(Db db, Month from, Month to)
    {
        var ids = await db.Query<string>(BetweenSql, new { from = from.ToString(), to = to.ToString() }).ConfigureAwait(false);
        return [.. ids.Select(SessionId.Parse)];
    }

    private static Session ToEntity(SessionRow row) => new()
    {
        Id = SessionId.Parse(row.Id),
        Version = row.Version,
        CreatedAt = Column.Time(row.CreatedAt),
        UpdatedAt = Column.Time(row.UpdatedAt),
        Month = Month.Parse(row.Month),
        Chain = row.Chain,
        Title = row.Title,
        Venue = row.Venue,
        StartsAt = Column.Time(row.StartsAt),
        Layout = KebabEnum<SessionLayout>.Parse(row.Layout),
        Rounds = row.Rounds,
        RoundMinutes = row.RoundMinutes,
        Tables = row.Tables,
        SeatsPerTable = row.SeatsPerTable,
        Status = KebabEnum<SessionStatus>.Parse(row.Status),
    };

    private static SessionRow ToRow(Session session) => new()
    {
        Id = Column.Id(session.Id),
        Version = session.Version,
        CreatedAt = Column.Time(session.CreatedAt),
        UpdatedAt = Column.Time(session.UpdatedAt),
        Month = session.Month.ToString(),
        Chain = session.Chain,
        Title = session.Title,
        Venue = session.Venue,
        StartsAt = Column.Time(session.StartsAt),
        Layout = session.Layout.Kebab(),
        Rounds = session.Rounds,
        RoundMinutes = session.RoundMinutes,
        Tables = session.Tables,
        SeatsPerTable = session.SeatsPerTable,
        Status = session.Status.Kebab(),
    };
}

public sealed record SessionRow : Row
{
    public string Month { get; init; } = "";
    public string Chain { get; init; } = "";
    public string Title { get; init; } = "";
    public string? Venue { get; init; }
    public long? StartsAt { get; init; }
    public string Layout { get; init; } = "";
    public int Rounds { get; init; }
    public int RoundMinutes { get; init; }
    public int Tables { get; init; }
    public int SeatsPerTable { get; init; }
    public string Status { get; init; } = "";
}
