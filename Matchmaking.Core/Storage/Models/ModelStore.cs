using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;
using Matchmaking.Core.Models;
using Matchmaking.Core.Storage.Audit;

namespace Matchmaking.Core.Storage.Models;

/// <summary>Trained models, their files, and which one serves: all written once, never changed.</summary>
public static class ModelStore
{
    private const string Resource = "model";

    private const string Columns = "id, created_at, version, trainer, seed, cut_off, trained_until, sha256, length, report";

    private const string InsertSql =
        """
        INSERT INTO models (id, created_at, version, trainer, seed, cut_off, trained_until, sha256, length, report)
        VALUES (@Id, @CreatedAt, @Version, @Trainer, @Seed, @CutOff, @TrainedUntil, @Sha256, @Length, @Report)
        """;

    private const string InsertFileSql = "INSERT INTO model_files (model_id, content) VALUES (@id, @file)";

    private const string AllSql = $"SELECT {Columns} FROM models ORDER BY id";

    private const string CountSql = "SELECT COUNT(*) FROM models";

    private const string FindSql = $"SELECT {Columns} FROM models WHERE version = @version";

    private const string FileSql = "SELECT content FROM model_files JOIN models ON models.id = model_files.model_id WHERE version = @version";

    private const string PromotionColumns = "id, created_at, version, previous_version, forced, reason";

    private const string PromotionsSql = $"SELECT {PromotionColumns} FROM model_promotions ORDER BY id DESC";

    private const string LatestSql = $"SELECT {PromotionColumns} FROM model_promotions ORDER BY id DESC LIMIT 1";

    private const string PromoteSql =
        """
        INSERT INTO model_promotions (id, created_at, version, previous_version, forced, reason)
        VALUES (@Id, @CreatedAt, @Version, @PreviousVersion, @Forced, @Reason)
        """;

    /// <summary>Keeps a model; it serves nobody until it is promoted.</summary>
    /// <exception cref="System.Data.Common.DbException">There is a model of this version.</exception>
    public static async Task Insert(Db db, TrainedModel model, byte[] file)
    {
        await db.Execute(InsertSql, new
        {
            Id = model.Id.ToString(),
            CreatedAt = Column.Time(model.CreatedAt),
            model.Version,
            model.Trainer,
            model.Seed,
            CutOff = Column.Day(model.CutOff),
            TrainedUntil = model.TrainedUntil.ToString(),
            model.Sha256,
            model.Length,
            model.Report,
        }).ConfigureAwait(false);
        await db.Execute(InsertFileSql, new { id = model.Id.ToString(), file }).ConfigureAwait(false);
        AuditLog.Record(db, AuditAction.Created, Resource, model.Id.Value, null, new { model.Version, model.Trainer, model.Seed, model.CutOff, model.TrainedUntil, model.Sha256 });
    }

    /// <summary>All, oldest first.</summary>
    public static async Task<IReadOnlyList<TrainedModel>> All(Db db) => [.. (await db.Query<ModelRow>(AllSql).ConfigureAwait(false)).Select(ToEntity)];

    public static Task<int> Count(Db db) => db.QuerySingleOrDefault<int>(CountSql);

    public static async Task<TrainedModel?> Find(Db db, string version) =>
        await db.QuerySingleOrDefault<ModelRow>(FindSql, new { version }).ConfigureAwait(false) is { } row ? ToEntity(row) : null;

    public static Task<byte[]?> File(Db db, string version) => db.QuerySingleOrDefault<byte[]>(FileSql, new { version });

    /// <summary>All, newest first.</summary>
    public static async Task<IReadOnlyList<ModelPromotion>> Promotions(Db db) =>
        [.. (await db.Query<PromotionRow>(PromotionsSql).ConfigureAwait(false)).Select(ToEntity)];

    /// <summary>The one in force; null while none was ever promoted.</summary>
    public static async Task<ModelPromotion?> LatestPromotion(Db db) =>
        await db.QuerySingleOrDefault<PromotionRow>(LatestSql).ConfigureAwait(false) is { } row ? ToEntity(row) : null;

    public static async Task Promote(Db db, ModelPromotion promotion)
    {
        await db.Execute(PromoteSql, new
        {
            Id = Column.Id(promotion.Id),
            CreatedAt = Column.Time(promotion.At),
            promotion.Version,
            promotion.PreviousVersion,
            Forced = promotion.Forced ? 1 : 0,
            promotion.Reason,
        }).ConfigureAwait(false);
        ChangeCounters.Bump(db, ChangeCounters.Models);
        AuditLog.Record(
            db, AuditAction.Created, "model-promotion", promotion.Id, null, new { promotion.Version, promotion.PreviousVersion, promotion.Forced, promotion.Reason });
    }

    private static TrainedModel ToEntity(ModelRow row) => new()
    {
        Id = ModelId.Parse(row.Id),
        CreatedAt = Column.Time(row.CreatedAt),
        Version = row.Version,
        Trainer = row.Trainer,
        Seed = row.Seed,
        CutOff = Column.Day(row.CutOff),
        TrainedUntil = Month.Parse(row.TrainedUntil),
        Sha256 = row.Sha256,
        Length = row.Length,
        Report = row.Report,
    };

    private static ModelPromotion ToEntity(PromotionRow row) => new(
        Guid.ParseExact(row.Id, "D"), Column.Time(row.CreatedAt), row.Version, row.PreviousVersion, row.Forced != 0, row.Reason);

    private sealed record ModelRow
    {
        public string Id { get; init; } = "";
        public long CreatedAt { get; init; }
        public string Version { get; init; } = "";
        public string Trainer { get; init; } = "";
        public int Seed { get; init; }
        public string CutOff { get; init; } = "";
        public string TrainedUntil { get; init; } = "";
        public string Sha256 { get; init; } = "";
        public long Length { get; init; }
        public string Report { get; init; } = "";
    }

    private sealed record PromotionRow
    {
        public string Id { get; init; } = "";
        public long CreatedAt { get; init; }
        public string Version { get; init; } = "";
        public string PreviousVersion { get; init; } = "";
        public int Forced { get; init; }
        public string? Reason { get; init; }
    }
}
