using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;
using Matchmaking.Core.Keys;
using Matchmaking.Core.Storage.Audit;

namespace Matchmaking.Core.Storage.Keys;

public static class KeyStore
{
    private const string Resource = "key";

    private const string Columns = "id, created_at, name, role, subject_ids, expires_at, revoked_at";

    private const string InsertSql =
        """
        INSERT INTO api_keys (id, created_at, name, role, subject_ids, secret_sha256, expires_at, revoked_at)
        VALUES (@Id, @CreatedAt, @Name, @Role, @SubjectIds, @Sha256, @ExpiresAt, @RevokedAt)
        """;

    private const string BySecretSql = $"SELECT {Columns} FROM api_keys WHERE secret_sha256 = @sha256";

    private const string FindSql = $"SELECT {Columns} FROM api_keys WHERE id = @id";

    public const string ListSql = $"SELECT {Columns} FROM api_keys WHERE id > @after ORDER BY id LIMIT @take";

    public const string ListByRoleSql = $"SELECT {Columns} FROM api_keys WHERE role = @role AND id > @after ORDER BY id LIMIT @take";

    private const string RevokeSql = "UPDATE api_keys SET revoked_at = @now WHERE id = @id AND revoked_at IS NULL";

    private const string OthersSql =
        $"SELECT {Columns} FROM api_keys WHERE role = 'admin' AND name = @name AND secret_sha256 <> @sha256 AND revoked_at IS NULL ORDER BY id";

    /// <param name="db">A write.</param>
    /// <param name="key">The key, without its secret.</param>
    /// <param name="sha256">SHA-256 of the secret, lower-case hex.</param>
    public static async Task Insert(Db db, ApiKey key, string sha256)
    {
        await db.Execute(InsertSql, new
        {
            Id = key.Id.ToString(),
            CreatedAt = Column.Time(key.CreatedAt),
            key.Name,
            Role = key.Role.Kebab(),
            SubjectIds = Column.Json(key.SubjectIds),
            Sha256 = sha256,
            ExpiresAt = Column.Time(key.ExpiresAt),
            RevokedAt = Column.Time(key.RevokedAt),
        }).ConfigureAwait(false);
        await AuditLog.Record(db, AuditAction.Created, Resource, key.Id.Value, null, key).ConfigureAwait(false);
    }

    public static async Task<ApiKey?> FindBySecret(Db db, string sha256)
    {
        var row = await db.QuerySingleOrDefault<KeyRow>(BySecretSql, new { sha256 }).ConfigureAwait(false);
        return row is null ? null : ToEntity(row);
    }

    public static async Task<ApiKey?> Find(Db db, KeyId id)
    {
        var row = await db.QuerySingleOrDefault<KeyRow>(FindSql, new { id = id.ToString() }).ConfigureAwait(false);
        return row is null ? null : ToEntity(row);
    }

    public static async Task<Page<ApiKey>> List(Db db, Role? role, Guid? after, int limit)
    {
        var rows = await db.Query<KeyRow>(
            role is null ? ListSql : ListByRoleSql,
            new { role = role?.Kebab(), after = (after ?? Guid.Empty).ToString("D"), take = limit + 1 }).ConfigureAwait(false);
        var items = rows.Take(limit).Select(ToEntity).ToList();
        return new Page<ApiKey>(items, rows.Count > limit ? items[^1].Id.Value : null);
    }

    /// <summary>Revokes a key; one that is revoked already stays as it is.</summary>
    public static async Task Revoke(Db db, ApiKey key, DateTimeOffset now)
    {
        if (await db.Execute(RevokeSql, new { id = key.Id.ToString(), now = Column.Time(now) }).ConfigureAwait(false) == 1)
            await AuditLog.Record(db, AuditAction.Changed, Resource, key.Id.Value, key, key with { RevokedAt = now }).ConfigureAwait(false);
    }

    /// <summary>Revokes all admin keys of a name but one: a key from a setting replaces the one that the setting held before.</summary>
    public static async Task RevokeOthers(Db db, string name, string sha256, DateTimeOffset now)
    {
        foreach (var row in await db.Query<KeyRow>(OthersSql, new { name, sha256 }).ConfigureAwait(false))
            await Revoke(db, ToEntity(row), now).ConfigureAwait(false);
    }

    private static ApiKey ToEntity(KeyRow row) => new()
    {
        Id = KeyId.Parse(row.Id),
        CreatedAt = Column.Time(row.CreatedAt),
        Name = row.Name,
        Role = KebabEnum<Role>.Parse(row.Role),
        SubjectIds = Column.Json<Guid[]>(row.SubjectIds),
        ExpiresAt = Column.Time(row.ExpiresAt),
        RevokedAt = Column.Time(row.RevokedAt),
    };

    private sealed record KeyRow
    {
        public string Id { get; init; } = "";
        public long CreatedAt { get; init; }
        public string Name { get; init; } = "";
        public string Role { get; init; } = "";
        public string SubjectIds { get; init; } = "[]";
        public long? ExpiresAt { get; init; }
        public long? RevokedAt { get; init; }
    }
}
