using Dapper;
using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;
using Matchmaking.Core.Storage.Audit;
using Matchmaking.Core.Webhooks;

namespace Matchmaking.Core.Storage.Webhooks;

/// <summary>Deliveries of webhooks: bookkeeping of the program, so not in the audit log but for those that somebody asked for.</summary>
public static class DeliveryStore
{
    private const string Columns =
        "id, webhook_id, created_at, event_id, event_type, event_sequence, replay_of, status, aside, due_at, finished_at, history";

    private const string InsertSql =
        """
        INSERT INTO webhook_deliveries (id, webhook_id, created_at, event_id, event_type, event_sequence, replay_of, status, aside, due_at, finished_at, history)
        VALUES (@Id, @WebhookId, @CreatedAt, @EventId, @EventType, @EventSequence, @ReplayOf, @Status, @Aside, @DueAt, @FinishedAt, @History)
        """;

    private const string UpdateSql =
        """
        UPDATE webhook_deliveries SET status = @Status, aside = @Aside, due_at = @DueAt, finished_at = @FinishedAt, history = @History
        WHERE id = @Id AND status = 'pending'
        """;

    private const string FindSql = $"SELECT {Columns} FROM webhook_deliveries WHERE id = @id";

    private const string NextInLineSql =
        $"SELECT {Columns} FROM webhook_deliveries WHERE webhook_id = @webhook AND status = 'pending' AND aside = 0 ORDER BY id LIMIT 1";

    private const string NextAsideSql =
        $"SELECT {Columns} FROM webhook_deliveries WHERE webhook_id = @webhook AND status = 'pending' AND aside = 1 ORDER BY due_at, id LIMIT 1";

    private const string CountPendingSql = "SELECT COUNT(*) FROM webhook_deliveries WHERE webhook_id = @webhook AND status = 'pending'";

    private const string TrimSql = "DELETE FROM webhook_deliveries WHERE created_at <= @before";

    /// <summary>Deliveries are kept for so long, and events older than this are no longer sent.</summary>
    public static TimeSpan Kept { get; } = TimeSpan.FromDays(30);

    /// <param name="db">A write.</param>
    /// <param name="delivery">New.</param>
    public static Task Insert(Db db, WebhookDelivery delivery) => db.Execute(InsertSql, ToRow(delivery));

    /// <summary>One that somebody asked for: a replay, a test, or one that waits and is to be tried at once. That is told to the audit log, unlike what follows from events.</summary>
    public static async Task Ask(Db db, WebhookDelivery delivery, bool isNew)
    {
        await (isNew ? Insert(db, delivery) : Update(db, delivery)).ConfigureAwait(false);
        AuditLog.Record(
            db, isNew ? AuditAction.Created : AuditAction.Changed, "webhook-delivery", delivery.Id.Value, null, new { delivery.Id, delivery.WebhookId, delivery.EventId, delivery.EventType, delivery.ReplayOf });
    }

    /// <summary>Stores what became of a pending delivery.</summary>
    public static Task Update(Db db, WebhookDelivery delivery) => db.Execute(UpdateSql, ToRow(delivery));

    public static async Task<WebhookDelivery?> Find(Db db, DeliveryId id)
    {
        var row = await db.QuerySingleOrDefault<DeliveryRow>(FindSql, new { id = id.ToString() }).ConfigureAwait(false);
        return row is null ? null : ToEntity(row);
    }

    /// <summary>
    /// The delivery to be tried next: the first in line, which those behind it wait for, or one that stepped aside, whichever is due sooner. Null where
    /// nothing waits.
    /// </summary>
    public static async Task<WebhookDelivery?> Next(Db db, WebhookId webhook)
    {
        var args = new { webhook = webhook.ToString() };
        var first = await db.QuerySingleOrDefault<DeliveryRow>(NextInLineSql, args).ConfigureAwait(false);
        var aside = await db.QuerySingleOrDefault<DeliveryRow>(NextAsideSql, args).ConfigureAwait(false);
        var next = first is null || (aside is not null && aside.DueAt < first.DueAt) ? aside : first;
        return next is null ? null : ToEntity(next);
    }

    public static Task<int> CountPending(Db db, WebhookId webhook) => db.QuerySingleOrDefault<int>(CountPendingSql, new { webhook = webhook.ToString() });

    /// <summary>Forgets old deliveries, whatever became of them.</summary>
    /// <returns>How many.</returns>
    public static Task<int> Trim(Db db, DateTimeOffset now) => db.Execute(TrimSql, new { before = Column.Time(now - Kept) });

    /// <summary>A page of a webhook's deliveries, oldest or newest first.</summary>
    /// <param name="db">The database.</param>
    /// <param name="webhook">Whose.</param>
    /// <param name="status">Of this status; null: all.</param>
    /// <param name="newestFirst">Else in the order in which they were made.</param>
    /// <param name="after">The id behind which the page starts.</param>
    /// <param name="limit">Rows of the page.</param>
    public static async Task<Page<WebhookDelivery>> List(Db db, WebhookId webhook, DeliveryStatus? status, bool newestFirst, Guid? after, int limit)
    {
        var args = new DynamicParameters(new { webhook = webhook.ToString(), status = status?.Kebab(), take = limit + 1, after = after?.ToString("D") });
        var rows = await db.Query<DeliveryRow>(ListSql(status is not null, newestFirst, after is not null), args).ConfigureAwait(false);
        var items = rows.Take(limit).Select(ToEntity).ToList();
        return new Page<WebhookDelivery>(items, rows.Count > limit ? items[^1].Id.Value : null);
    }

    internal static string ListSql(bool ofStatus, bool newestFirst, bool after)
    {
        var (relation, order) = newestFirst ? ("<", " DESC") : (">", "");
        return $"SELECT {Columns} FROM webhook_deliveries WHERE webhook_id = @webhook{(ofStatus ? " AND status = @status" : "")}{(after ? $" AND id {relation} @after" : "")} ORDER BY id{order} LIMIT @take";
    }

    private static WebhookDelivery ToEntity(DeliveryRow row) => new()
    {
        Id = DeliveryId.Parse(row.Id),
        WebhookId = WebhookId.Parse(row.WebhookId),
        CreatedAt = Column.Time(row.CreatedAt),
        EventId = Guid.ParseExact(row.EventId, "D"),
        EventType = row.EventType,
        EventSequence = row.EventSequence,
        ReplayOf = Column.IdOrNull<WebhookDelivery>(row.ReplayOf),
        Status = KebabEnum<DeliveryStatus>.Parse(row.Status),
        Aside = row.Aside != 0,
        DueAt = Column.Time(row.DueAt),
        FinishedAt = Column.Time(row.FinishedAt),
        Attempts = Column.Json<DeliveryAttempt[]>(row.History),
    };

    private static DeliveryRow ToRow(WebhookDelivery delivery) => new()
    {
        Id = Column.Id(delivery.Id),
        WebhookId = Column.Id(delivery.WebhookId),
        CreatedAt = Column.Time(delivery.CreatedAt),
        EventId = delivery.EventId.ToString("D"),
        EventType = delivery.EventType,
        EventSequence = delivery.EventSequence,
        ReplayOf = Column.Id(delivery.ReplayOf),
        Status = delivery.Status.Kebab(),
        Aside = delivery.Aside ? 1 : 0,
        DueAt = Column.Time(delivery.DueAt),
        FinishedAt = Column.Time(delivery.FinishedAt),
        History = Column.Json(delivery.Attempts),
    };

    private sealed record DeliveryRow
    {
        public string Id { get; init; } = "";
        public string WebhookId { get; init; } = "";
        public long CreatedAt { get; init; }
        public string EventId { get; init; } = "";
        public string EventType { get; init; } = "";
        public long? EventSequence { get; init; }
        public string? ReplayOf { get; init; }
        public string Status { get; init; } = "";
        public int Aside { get; init; }
        public long? DueAt { get; init; }
        public long? FinishedAt { get; init; }
        public string History { get; init; } = "[]";
    }
}
