using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;
using Matchmaking.Core.Sessions;
using Matchmaking.Core.Storage.Audit;

namespace Matchmaking.Core.Storage.Sessions;

/// <summary>Freezes and their rankings: written once, never changed.</summary>
public static class FreezeStore
{
    public const string ListSql =
        """
        SELECT id, session_id, created_at, format_version, model_version, as_of, input_hash, sha256
        FROM freezes WHERE session_id = @session AND id > @after ORDER BY id LIMIT @take
        """;

    private const string FindSql =
        """
        SELECT id, session_id, created_at, format_version, model_version, as_of, input_hash, sha256
        FROM freezes WHERE session_id = @session AND id = @id
        """;

    private const string LatestSql =
        """
        SELECT id, session_id, created_at, format_version, model_version, as_of, input_hash, sha256
        FROM freezes WHERE session_id = @session ORDER BY id DESC LIMIT 1
        """;

    private const string InsertSql =
        """
        INSERT INTO freezes (id, session_id, created_at, format_version, model_version, as_of, input_hash, sha256, snapshot)
        VALUES (@Id, @SessionId, @CreatedAt, @FormatVersion, @ModelVersion, @AsOf, @InputHash, @Sha256, @Snapshot)
        """;

    private const string InsertRankingSql =
        "INSERT INTO frozen_rankings (freeze_id, subject, subject_id, body) VALUES (@Freeze, @Subject, @SubjectId, @Body)";

    private const string SnapshotSql = "SELECT snapshot FROM freezes WHERE id = @id";

    private const string RankingSql =
        "SELECT body FROM frozen_rankings WHERE freeze_id = @freeze AND subject = @subject AND subject_id = @subjectId";

    private const string RankingsSql =
        "SELECT subject, subject_id, body FROM frozen_rankings WHERE freeze_id = @freeze ORDER BY subject, subject_id";

    public static async Task Insert(Db db, Freeze freeze, byte[] snapshot, IReadOnlyList<FrozenRanking> rankings)
    {
        await db.Execute(InsertSql, new
        {
            Id = freeze.Id.ToString(),
            SessionId = freeze.SessionId.ToString(),
            CreatedAt = Column.Time(freeze.CreatedAt),
            freeze.FormatVersion,
            freeze.ModelVersion,
            AsOf = Column.Day(freeze.AsOf),
            freeze.InputHash,
            freeze.Sha256,
            Snapshot = snapshot,
        }).ConfigureAwait(false);
        foreach (var ranking in rankings)
        {
            await db.Execute(
                InsertRankingSql,
                new { Freeze = freeze.Id.ToString(), Subject = ranking.Subject.Kebab(), SubjectId = ranking.SubjectId.ToString("D"), ranking.Body }).ConfigureAwait(false);
        }

        ChangeCounters.Bump(db, ChangeCounters.Session(freeze.SessionId));
        AuditLog.Record(db, AuditAction.Created, "freeze", freeze.Id.Value, null, freeze);
    }

    public static async Task<Page<Freeze>> List(Db db, SessionId session, Guid? after, int limit)
    {
        var rows = await db.Query<FreezeRow>(
            ListSql, new { session = session.ToString(), after = (after ?? Guid.Empty).ToString("D"), take = limit + 1 }).ConfigureAwait(false);
        var items = rows.Take(limit).Select(ToEntity).ToList();
        return new Page<Freeze>(items, rows.Count > limit ? items[^1].Id.Value : null);
    }

    public static async Task<Freeze?> Find(Db db, SessionId session, FreezeId id)
    {
        var row = await db.QuerySingleOrDefault<FreezeRow>(FindSql, new { session = session.ToString(), id = id.ToString() }).ConfigureAwait(false);
        return row is null ? null : ToEntity(row);
    }

    public static async Task<Freeze?> Latest(Db db, SessionId session)
    {
        var row = await db.QuerySingleOrDefault<FreezeRow>(LatestSql, new { session = session.ToString() }).ConfigureAwait(false);
        return row is null ? null : ToEntity(row);
    }

    /// <summary>The complete input of a freeze, as stored.</summary>
    public static async Task<byte[]> Snapshot(Db db, FreezeId id) =>
        await db.QuerySingleOrDefault<byte[]>(SnapshotSql, new { id = id.ToString() }).ConfigureAwait(false)
        ?? throw new InvalidOperationException($"Freeze {id} has no snapshot.");

    public static Task<byte[]?> Ranking(Db db, FreezeId freeze, RankingSubject subject, Guid subjectId) =>
        db.QuerySingleOrDefault<byte[]>(RankingSql, new { freeze = freeze.ToString(), subject = subject.Kebab(), subjectId = subjectId.ToString("D") });

    /// <summary>All rankings of a freeze: those of requests before those of funds, each in the order of ids.</summary>
    public static async Task<IReadOnlyList<FrozenRanking>> Rankings(Db db, FreezeId freeze)
    {
        var rows = await db.Query<FrozenRankingRow>(RankingsSql, new { freeze = freeze.ToString() }).ConfigureAwait(false);
        return [.. rows.Select(r => new FrozenRanking(KebabEnum<RankingSubject>.Parse(r.Subject), Guid.ParseExact(r.SubjectId, "D"), r.Body))];
    }

    private static Freeze ToEntity(FreezeRow row) => new()
    {
        Id = FreezeId.Parse(row.Id),
        SessionId = SessionId.Parse(row.SessionId),
        FormatVersion = row.FormatVersion,
        ModelVersion = row.ModelVersion,
        AsOf = Column.Day(row.AsOf),
        InputHash = row.InputHash,
        Sha256 = row.Sha256,
        CreatedAt = Column.Time(row.CreatedAt),
    };

    private sealed record FreezeRow
    {
        public string Id { get; init; } = "";
        public string SessionId { get; init; } = "";
        public long CreatedAt { get; init; }
        public int FormatVersion { get; init; }
        public string ModelVersion { get; init; } = "";
        public string AsOf { get; init; } = "";
        public string InputHash { get; init; } = "";
        public string Sha256 { get; init; } = "";
    }

    private sealed record FrozenRankingRow
    {
        public string Subject { get; init; } = "";
        public string SubjectId { get; init; } = "";
        public byte[] Body { get; init; } = [];
    }
}
