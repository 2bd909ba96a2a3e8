using Matchmaking.Core.Webhooks;

namespace Matchmaking.Core.Storage.Webhooks;

/// <summary>Positions, claims and secrets of webhooks. They move with every event and are no change of the webhook: no version, no audit row.</summary>
public static class WebhookProgressStore
{
    private const string Columns = "webhook_id, position, secret, previous_secret, previous_until, failing_since, claim, due_at";

    private const string FindSql = $"SELECT {Columns} FROM webhook_progress WHERE webhook_id = @webhook";

    private const string DueSql = "SELECT webhook_id FROM webhook_progress WHERE due_at <= @now ORDER BY due_at LIMIT @take";

    private const string InsertSql =
        "INSERT INTO webhook_progress (webhook_id, position, secret) VALUES (@webhook, @position, @secret)";

    private const string RotateSql =
        """
        UPDATE webhook_progress SET previous_secret = secret, previous_until = @until, secret = @secret
        WHERE webhook_id = @webhook
        """;

    private const string MoveSql = "UPDATE webhook_progress SET position = @to WHERE webhook_id = @webhook AND position = @from";

    private const string ScheduleSql = "UPDATE webhook_progress SET due_at = @due, claim = @claim, failing_since = @failing WHERE webhook_id = @webhook";

    /// <param name="db">A write.</param>
    /// <param name="webhook">Stored in the same write.</param>
    /// <param name="position">Events behind this row of the audit log are its.</param>
    /// <param name="secret">Encrypted.</param>
    public static Task Insert(Db db, WebhookId webhook, long position, byte[] secret) =>
        db.Execute(InsertSql, new { webhook = webhook.ToString(), position, secret });

    public static async Task<WebhookProgress?> Find(Db db, WebhookId webhook)
    {
        var row = await db.QuerySingleOrDefault<ProgressRow>(FindSql, new { webhook = webhook.ToString() }).ConfigureAwait(false);
        return row is null ? null : new WebhookProgress(
            WebhookId.Parse(row.WebhookId), row.Position, row.Secret, row.PreviousSecret, Column.Time(row.PreviousUntil), Column.Time(row.FailingSince),
            row.Claim is null ? null : Guid.ParseExact(row.Claim, "D"), Column.Time(row.DueAt));
    }

    /// <summary>Webhooks to look at, those that have waited longest first.</summary>
    public static async Task<IReadOnlyList<WebhookId>> Due(Db db, DateTimeOffset now, int take) =>
        [.. (await db.Query<string>(DueSql, new { now = Column.Time(now), take }).ConfigureAwait(false)).Select(WebhookId.Parse)];

    /// <summary>Another secret; the one before signs too until then, and of several rotations only the last one before.</summary>
    public static Task Rotate(Db db, WebhookId webhook, byte[] secret, DateTimeOffset until) =>
        db.Execute(RotateSql, new { webhook = webhook.ToString(), secret, until = Column.Time(until) });

    /// <returns>False when somebody else moved it meanwhile.</returns>
    public static async Task<bool> Move(Db db, WebhookId webhook, long from, long to) =>
        await db.Execute(MoveSql, new { webhook = webhook.ToString(), from, to }).ConfigureAwait(false) == 1;

    /// <summary>Stores when to look next, who sends, and since when it fails.</summary>
    public static Task Schedule(Db db, WebhookProgress progress) => db.Execute(ScheduleSql, new
    {
        webhook = progress.WebhookId.ToString(),
        due = Column.Time(progress.DueAt),
        claim = progress.Claim?.ToString("D"),
        failing = Column.Time(progress.FailingSince),
    });

    private sealed record ProgressRow
    {
        public string WebhookId { get; init; } = "";
        public long Position { get; init; }
        public byte[] Secret { get; init; } = [];
        public byte[]? PreviousSecret { get; init; }
        public long? PreviousUntil { get; init; }
        public long? FailingSince { get; init; }
        public string? Claim { get; init; }
        public long? DueAt { get; init; }
    }
}
