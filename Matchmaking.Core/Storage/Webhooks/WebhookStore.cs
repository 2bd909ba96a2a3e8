using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;
using Matchmaking.Core.Storage.Audit;
using Matchmaking.Core.Webhooks;

namespace Matchmaking.Core.Storage.Webhooks;

/// <summary>Webhooks as their owners write them. Secrets and progress: <see cref="WebhookProgressStore"/>.</summary>
public static class WebhookStore
{
    private const string CountOfKeySql = "SELECT COUNT(*) FROM webhooks WHERE key_id = @key";

    private const string BehindSql =
        """
        SELECT w.id AS webhook_id, p.position
        FROM webhooks w JOIN webhook_progress p ON p.webhook_id = w.id
        WHERE w.status = 'active' AND p.position < @head ORDER BY w.id
        """;

    public static EntityStore<Webhook, WebhookRow> Entities { get; } = new(
        "webhook",
        new TableSql("webhooks", ["key_id", "name", "url", "events", "status", "disabled_reason"], ["key_id", "status"], immutable: ["key_id"]),
        ToEntity,
        ToRow);

    public static Task<int> CountOf(Db db, KeyId key) => db.QuerySingleOrDefault<int>(CountOfKeySql, new { key = key.ToString() });

    /// <summary>Active webhooks whose events up to a row of the audit log have not all become deliveries, and how far each has come.</summary>
    public static async Task<IReadOnlyList<(WebhookId Id, long Position)>> Behind(Db db, long head)
    {
        var rows = await db.Query<BehindRow>(BehindSql, new { head }).ConfigureAwait(false);
        return [.. rows.Select(r => (WebhookId.Parse(r.WebhookId), r.Position))];
    }

    /// <summary>Tells the audit log of a new secret; the version grows with it, so that whoever holds the old ETag looks again.</summary>
    public static async Task<Result<Webhook>> Rotated(Db db, Webhook before, DateTimeOffset now)
    {
        var after = before with { Version = before.Version + 1, UpdatedAt = now };
        if (await db.Execute(Entities.Sql.Update, ToRow(after)).ConfigureAwait(false) != 1)
            return new DomainError(ErrorKind.PreconditionFailed, Codes.PreconditionFailed);
        db.Work.Rows.Remove<WebhookRow>(after.Key);
        AuditLog.Record(db, AuditAction.Changed, Entities.Name, after.Key, before, new { after.Id, after.KeyId, after.Target, after.Status, Rotated = true });
        return after;
    }

    private static Webhook ToEntity(WebhookRow row) => new()
    {
        Id = WebhookId.Parse(row.Id),
        Version = row.Version,
        CreatedAt = Column.Time(row.CreatedAt),
        UpdatedAt = Column.Time(row.UpdatedAt),
        KeyId = KeyId.Parse(row.KeyId),
        Name = row.Name,
        Url = row.Url,
        Events = Column.Json<string[]>(row.Events),
        Status = KebabEnum<WebhookStatus>.Parse(row.Status),
        DisabledReason = row.DisabledReason is null ? null : KebabEnum<DisabledReason>.Parse(row.DisabledReason),
    };

    private static WebhookRow ToRow(Webhook webhook) => new()
    {
        Id = Column.Id(webhook.Id),
        Version = webhook.Version,
        CreatedAt = Column.Time(webhook.CreatedAt),
        UpdatedAt = Column.Time(webhook.UpdatedAt),
        KeyId = Column.Id(webhook.KeyId),
        Name = webhook.Name,
        Url = webhook.Url,
        Events = Column.Json(webhook.Events),
        Status = webhook.Status.Kebab(),
        DisabledReason = webhook.DisabledReason?.Kebab(),
    };

    private sealed record BehindRow
    {
        public string WebhookId { get; init; } = "";
        public long Position { get; init; }
    }
}

public sealed record WebhookRow : Row
{
    public string KeyId { get; init; } = "";
    public string Name { get; init; } = "";
    public string Url { get; init; } = "";
    public string Events { get; init; } = "[]";
    public string Status { get; init; } = "";
    public string? DisabledReason { get; init; }
}
