using System.Data.Common;

namespace Matchmaking.Core.Storage.Idempotency;

/// <summary>An answer that was given for an idempotency key, kept in the transaction of its effect.</summary>
/// <param name="Fingerprint">SHA-256 of what was asked: method, target and body.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Headers">Headers that belong to the answer.</param>
/// <param name="Body">Body, or null.</param>
public sealed record KeptAnswer(string Fingerprint, int Status, IReadOnlyDictionary<string, string> Headers, byte[]? Body);

/// <summary>Kept answers, by API key and idempotency key.</summary>
public static class IdempotencyStore
{
    private const string FindSql =
        """
        SELECT fingerprint, status, headers, body
        FROM idempotency_keys WHERE key_id = @keyId AND idempotency_key = @key AND created_at > @expired
        """;

    private const string InsertSql =
        """
        INSERT INTO idempotency_keys (key_id, idempotency_key, created_at, fingerprint, status, headers, body)
        VALUES (@KeyId, @Key, @CreatedAt, @Fingerprint, @Status, @Headers, @Body)
        """;

    private const string DeleteExpiredSql = "DELETE FROM idempotency_keys WHERE key_id = @keyId AND idempotency_key = @key AND created_at <= @expired";

    private const string PurgeSql = "DELETE FROM idempotency_keys WHERE created_at <= @expired";

    /// <summary>How long an answer is kept.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromHours(24);

    public static async Task<KeptAnswer?> Find(Db db, KeyId keyId, string key, DateTimeOffset now)
    {
        var row = await db.QuerySingleOrDefault<AnswerRow>(FindSql, new { keyId = keyId.ToString(), key, expired = Column.Time(now - Lifetime) }).ConfigureAwait(false);
        return row is null ? null : new KeptAnswer(row.Fingerprint, row.Status, Column.Json<Dictionary<string, string>>(row.Headers), row.Body);
    }

    /// <returns>False when somebody else kept an answer for this key meanwhile.</returns>
    public static async Task<bool> TryInsert(Db db, KeyId keyId, string key, KeptAnswer answer, DateTimeOffset now)
    {
        await db.Execute(DeleteExpiredSql, new { keyId = keyId.ToString(), key, expired = Column.Time(now - Lifetime) }).ConfigureAwait(false);
        try
        {
            await db.Execute(InsertSql, new
            {
                KeyId = keyId.ToString(),
                Key = key,
                CreatedAt = Column.Time(now),
                answer.Fingerprint,
                answer.Status,
                Headers = Column.Json(answer.Headers),
                answer.Body,
            }).ConfigureAwait(false);
            return true;
        }
        catch (DbException taken) when (db.Dialect.UniqueViolation(taken) is not null)
        {
            return false;
        }
    }

    /// <summary>Forgets answers that are too old to be given again.</summary>
    /// <returns>How many.</returns>
    public static Task<int> Purge(Db db, DateTimeOffset now) => db.Execute(PurgeSql, new { expired = Column.Time(now - Lifetime) });

    private sealed record AnswerRow
    {
        public string Fingerprint { get; init; } = "";
        public int Status { get; init; }
        public string Headers { get; init; } = "{}";
        public byte[]? Body { get; init; }
    }
}
