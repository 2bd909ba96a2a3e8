using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;
using Matchmaking.Core.SavedSearches;
using Matchmaking.Core.Sessions;
using Matchmaking.Core.Storage.Audit;

namespace Matchmaking.Core.Storage.SavedSearches;

/// <summary>Saved searches as their owners write them. What they found: <see cref="SearchResultStore"/>.</summary>
public static class SavedSearchStore
{
    private const string CountOfKeySql = "SELECT COUNT(*) FROM saved_searches WHERE key_id = @key";

    public static EntityStore<SavedSearch, SavedSearchRow> Entities { get; } = new(
        "saved-search",
        new TableSql(
            "saved_searches",
            ["key_id", "owner_id", "by_staff", "name", "subject_type", "subject_id", "session_id", "top", "min_score_bp", "status"],
            ["status", "subject_type", "subject_id", "owner_id", "by_staff"],
            immutable: ["key_id"],
            numbers: ["by_staff"]),
        ToEntity,
        ToRow);

    public static Task<int> CountOf(Db db, KeyId key) => db.QuerySingleOrDefault<int>(CountOfKeySql, new { key = key.ToString() });

    /// <summary>Tells the audit log, and so everybody who may know, who entered the top. The search itself stays as it is.</summary>
    public static void TellMatched(Db db, SavedSearch search, IReadOnlyList<Guid> entered) =>
        AuditLog.Record(db, AuditAction.Changed, Entities.Name, search.Key, null, new { search.Id, search.Subject, search.SessionId, Matched = entered });

    /// <summary>Tells the audit log that what was found up to a moment has been seen.</summary>
    public static void TellSeen(Db db, SavedSearch search, DateTimeOffset until) =>
        AuditLog.Record(db, AuditAction.Changed, Entities.Name, search.Key, null, new { search.Id, search.Subject, search.SessionId, SeenUntil = until });

    private static SavedSearch ToEntity(SavedSearchRow row) => new()
    {
        Id = SavedSearchId.Parse(row.Id),
        Version = row.Version,
        CreatedAt = Column.Time(row.CreatedAt),
        UpdatedAt = Column.Time(row.UpdatedAt),
        KeyId = KeyId.Parse(row.KeyId),
        OwnerId = Guid.ParseExact(row.OwnerId, "D"),
        ByOrganizer = row.ByStaff != 0,
        Name = row.Name,
        Subject = new SearchSubject { Type = KebabEnum<RankingSubject>.Parse(row.SubjectType), Id = Guid.ParseExact(row.SubjectId, "D") },
        SessionId = Column.IdOrNull<Session>(row.SessionId),
        Top = row.Top,
        MinScore = Column.RatioOrNull(row.MinScoreBp),
        Status = KebabEnum<SavedSearchStatus>.Parse(row.Status),
    };

    private static SavedSearchRow ToRow(SavedSearch search) => new()
    {
        Id = Column.Id(search.Id),
        Version = search.Version,
        CreatedAt = Column.Time(search.CreatedAt),
        UpdatedAt = Column.Time(search.UpdatedAt),
        KeyId = Column.Id(search.KeyId),
        OwnerId = search.OwnerId.ToString("D"),
        ByStaff = search.ByOrganizer ? 1 : 0,
        Name = search.Name,
        SubjectType = search.Subject.Type.Kebab(),
        SubjectId = search.Subject.Id.ToString("D"),
        SessionId = Column.Id(search.SessionId),
        Top = search.Top,
        MinScoreBp = search.MinScore?.BasisPoints,
        Status = search.Status.Kebab(),
    };
}

public sealed record SavedSearchRow : Row
{
    public string KeyId { get; init; } = "";
    public string OwnerId { get; init; } = "";
    public int ByStaff { get; init; }
    public string Name { get; init; } = "";
    public string SubjectType { get; init; } = "";
    public string SubjectId { get; init; } = "";
    public string? SessionId { get; init; }
    public int Top { get; init; }
    public int? MinScoreBp { get; init; }
    public string Status { get; init; } = "";
}
