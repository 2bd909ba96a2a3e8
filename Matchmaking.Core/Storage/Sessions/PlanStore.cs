using Matchmaking.Core.Common;
using Matchmaking.Core.Sessions;

namespace Matchmaking.Core.Storage.Sessions;

public static class PlanStore
{
    private const string NextNumberSql = "SELECT COALESCE(MAX(number), 0) + 1 FROM plans WHERE session_id = @session";

    public static EntityStore<SessionPlan, PlanRow> Entities { get; } = new(
        "plan",
        new TableSql(
            "plans",
            ["session_id", "freeze_id", "number", "status", "superseded_by", "published_at", "document"],
            ["session_id", "status"],
            immutable: ["session_id", "freeze_id", "number", "document"]),
        ToEntity,
        ToRow);

    public static Task<int> NextNumber(Db db, SessionId session) =>
        db.QuerySingleOrDefault<int>(NextNumberSql, new { session = session.ToString() });

    /// <summary>The plan that is in force: published and not superseded.</summary>
    public static async Task<SessionPlan?> InForce(Db db, SessionId session)
    {
        var published = await Entities.All(
            db, new ListFilter("session_id", session.ToString()), new ListFilter("status", PlanStatus.Published.Kebab())).ConfigureAwait(false);
        return published.SingleOrDefault(p => p.SupersededBy is null);
    }

    private static SessionPlan ToEntity(PlanRow row) => new()
    {
        Id = PlanId.Parse(row.Id),
        Version = row.Version,
        CreatedAt = Column.Time(row.CreatedAt),
        UpdatedAt = Column.Time(row.UpdatedAt),
        SessionId = SessionId.Parse(row.SessionId),
        FreezeId = FreezeId.Parse(row.FreezeId),
        Number = row.Number,
        Status = KebabEnum<PlanStatus>.Parse(row.Status),
        SupersededBy = Column.IdOrNull<SessionPlan>(row.SupersededBy),
        PublishedAt = Column.Time(row.PublishedAt),
        Document = row.Document,
    };

    private static PlanRow ToRow(SessionPlan plan) => new()
    {
        Id = Column.Id(plan.Id),
        Version = plan.Version,
        CreatedAt = Column.Time(plan.CreatedAt),
        UpdatedAt = Column.Time(plan.UpdatedAt),
        SessionId = Column.Id(plan.SessionId),
        FreezeId = Column.Id(plan.FreezeId),
        Number = plan.Number,
        Status = plan.Status.Kebab(),
        SupersededBy = Column.Id(plan.SupersededBy),
        PublishedAt = Column.Time(plan.PublishedAt),
        Document = plan.Document,
    };
}

public sealed record PlanRow : Row
{
    public string SessionId { get; init; } = "";
    public string FreezeId { get; init; } = "";
    public int Number { get; init; }
    public string Status { get; init; } = "";
    public string? SupersededBy { get; init; }
    public long? PublishedAt { get; init; }
    public string Document { get; init; } = "";
}
