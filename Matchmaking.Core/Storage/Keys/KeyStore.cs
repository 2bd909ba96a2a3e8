using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;
using Matchmaking.Core.Keys;
using Matchmaking.Core.Storage.Audit;

namespace Matchmaking.Core.Storage.Keys;

/// <summary>
/// API keys. Not an <see cref="EntityStore{TEntity,TRow}"/>: the hash of a secret is written and compared here but is no
/// part of the key that everything above sees.
/// </summary>
public static class KeyStore
{
    private const string Resource = "key";

    /// <param name="db">A write.</param>
    /// <param name="key">The key, without its secret.</param>
    /// <param name="sha256">SHA-256 of the secret, lower-case hex.</param>
    public static async Task Insert(Db db, ApiKey key, string sha256)
    {
        await db.Execute(KeySql.InsertSql, new
        {
            Id = key.Id.ToString(),
            key.Version,
            CreatedAt = Column.Time(key.CreatedAt),
            UpdatedAt = Column.Time(key.UpdatedAt),
            key.Name,
            Role = key.Role.Kebab(),
            SubjectIds = Column.Json(key.SubjectIds),
            Sha256 = sha256,
            ExpiresAt = Column.Time(key.ExpiresAt),
            RevokedAt = Column.Time(key.RevokedAt),
            key.Setting,
        }).ConfigureAwait(false);
        AuditLog.Record(db, AuditAction.Created, Resource, key.Id.Value, null, key);
    }

    public static Task<ApiKey?> Find(Db db, KeyId id) => Single(db, KeySql.FindSql, new { id = id.ToString() });

    /// <summary>The key, usable or not, whose current secret this is.</summary>
    public static Task<ApiKey?> FindByCurrentSecret(Db db, string sha256) => Single(db, KeySql.BySecretSql, new { sha256 });

    /// <summary>Whose secrets these are, or were before the last rotation; with the state of what rankings are made of, in the same snapshot. One statement.</summary>
    /// <param name="db">A read.</param>
    /// <param name="sha256">SHA-256 of the secrets, lower-case hex.</param>
    public static async Task<SecretOwners> FindOwners(Db db, IReadOnlyCollection<string> sha256)
    {
        var rows = await db.Query<OwnerRow>(KeySql.OfSecrets(db.Dialect), new { sha256 = sha256.ToList() }).ConfigureAwait(false);
        var owners = new Dictionary<string, SecretOwner>(rows.Count, StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var key = ToEntity(row);
            owners[row.SecretSha256] = new SecretOwner(key, IsCurrent: true);
            if (row.PreviousSha256 is { } previous)
                owners.TryAdd(previous, new SecretOwner(key, IsCurrent: false));
        }

        // Where no secret is anybody's nobody asks for the state.
        return new SecretOwners(owners, rows.Count == 0 ? default : rows[0].State);
    }

    public static async Task<Page<ApiKey>> List(Db db, KeyQuery query, DateTimeOffset now)
    {
        var rows = await db.Query<KeyRow>(KeySql.ListSql, new
        {
            role = query.Role?.Kebab(),
            subject = query.SubjectId?.ToString("D"),
            status = query.Status?.Kebab(),
            now = Column.Time(now),
            after = (query.After ?? Guid.Empty).ToString("D"),
            take = query.Limit + 1,
        }).ConfigureAwait(false);
        var items = rows.Take(query.Limit).Select(ToEntity).ToList();
        return new Page<ApiKey>(items, rows.Count > query.Limit ? items[^1].Id.Value : null);
    }

    /// <summary>Stores the next version: name, expiry and revocation are all that changes.</summary>
    /// <returns><c>precondition-failed</c> when the key is gone or no longer has the version before.</returns>
    public static Task<Result<ApiKey>> Update(Db db, ApiKey before, ApiKey after) => Change(db, before, after, KeySql.UpdateSql, new
    {
        Id = after.Id.ToString(),
        after.Version,
        UpdatedAt = Column.Time(after.UpdatedAt),
        after.Name,
        ExpiresAt = Column.Time(after.ExpiresAt),
        RevokedAt = Column.Time(after.RevokedAt),
    });

    /// <summary>Stores the next version with a new secret; the one before works until <see cref="ApiKey.PreviousSecretUntil"/>.</summary>
    /// <returns>As <see cref="Update"/>.</returns>
    public static Task<Result<ApiKey>> Rotate(Db db, ApiKey before, ApiKey after, string sha256) => Change(db, before, after, KeySql.RotateSql, new
    {
        Id = after.Id.ToString(),
        after.Version,
        UpdatedAt = Column.Time(after.UpdatedAt),
        Until = Column.Time(after.PreviousSecretUntil),
        Sha256 = sha256,
    });

    /// <summary>The keys that a setting held before it held this secret, and that are not revoked.</summary>
    public static async Task<IReadOnlyList<ApiKey>> OthersOfSetting(Db db, string setting, string sha256) =>
        [.. (await db.Query<KeyRow>(KeySql.OthersOfSettingSql, new { setting, sha256 }).ConfigureAwait(false)).Select(ToEntity)];

    /// <summary>Notes when keys were last used; a time before the one noted changes nothing. It is no change of the key: version and audit log stay.</summary>
    public static Task Touch(Db db, IEnumerable<(KeyId Id, DateTimeOffset At)> uses) =>
        db.Execute(KeySql.TouchSql, uses.Select(u => new { Id = u.Id.ToString(), At = Column.Time(u.At) }).ToList());

    private static async Task<Result<ApiKey>> Change(Db db, ApiKey before, ApiKey after, string sql, object args)
    {
        if (await db.Execute(sql, args).ConfigureAwait(false) != 1)
            return new DomainError(ErrorKind.PreconditionFailed, Codes.PreconditionFailed);
        AuditLog.Record(db, AuditAction.Changed, Resource, after.Id.Value, before, after);
        return after;
    }

    private static async Task<ApiKey?> Single(Db db, string sql, object args) =>
        await db.QuerySingleOrDefault<KeyRow>(sql, args).ConfigureAwait(false) is { } row ? ToEntity(row) : null;

    private static ApiKey ToEntity(KeyRow row) => new()
    {
        Id = KeyId.Parse(row.Id),
        Version = row.Version,
        CreatedAt = Column.Time(row.CreatedAt),
        UpdatedAt = Column.Time(row.UpdatedAt),
        Name = row.Name,
        Role = KebabEnum<Role>.Parse(row.Role),
        SubjectIds = Column.Json<Guid[]>(row.SubjectIds),
        ExpiresAt = Column.Time(row.ExpiresAt),
        RevokedAt = Column.Time(row.RevokedAt),
        PreviousSecretUntil = Column.Time(row.PreviousUntil),
        LastUsedAt = Column.Time(row.LastUsedAt),
        Setting = row.Setting,
    };

    private sealed record OwnerRow : KeyRow
    {
        public string SecretSha256 { get; init; } = "";
        public string? PreviousSha256 { get; init; }
        public long Market { get; init; }
        public long Funds { get; init; }
        public long Books { get; init; }
        public long Models { get; init; }

        public RankingState State => new(Market, Funds, Books, Models);
    }

    private record KeyRow : Row
    {
        public string Name { get; init; } = "";
        public string Role { get; init; } = "";
        public string SubjectIds { get; init; } = "[]";
        public long? ExpiresAt { get; init; }
        public long? RevokedAt { get; init; }
        public long? PreviousUntil { get; init; }
        public long? LastUsedAt { get; init; }
        public string? Setting { get; init; }
    }
}

/// <summary>A page of keys: those that match every filter that is given, behind <paramref name="After"/> in the order of ids.</summary>
public sealed record KeyQuery(Role? Role, Guid? SubjectId, KeyStatus? Status, Guid? After, int Limit);
