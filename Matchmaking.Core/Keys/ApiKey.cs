using System.Text.Json.Serialization;

namespace Matchmaking.Core.Keys;

/// <summary>An API key as stored: the secret itself is never kept, only its SHA-256, and that never leaves the store.</summary>
public sealed record ApiKey
{
    public KeyId Id { get; init; }

    /// <summary>Grows with every change but that of <see cref="LastUsedAt"/>; the ETag.</summary>
    public int Version { get; init; } = 1;

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public string Name { get; init; } = "";

    public Role Role { get; init; }

    /// <summary>The funds or startups that a key of role <c>fund</c> or <c>startup</c> speaks for.</summary>
    public IReadOnlyList<Guid> SubjectIds { get; init; } = [];

    /// <summary>The first moment at which the key no longer works; null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Up to when the secret before the last rotation works beside the current one; null: it does not.</summary>
    public DateTimeOffset? PreviousSecretUntil { get; init; }

    /// <summary>As last written down, which is up to a minute behind; null: never used. No change of the key, so the audit log does not tell of it.</summary>
    [JsonIgnore]
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>Name of the setting that holds the secret; null for keys that the API or the command line made.</summary>
    public string? Setting { get; init; }

    public bool IsUsable(DateTimeOffset now) => StatusAt(now) == KeyStatus.Active;

    /// <summary>A revoked key is revoked, whether or not it would have expired since.</summary>
    public KeyStatus StatusAt(DateTimeOffset now) =>
        RevokedAt is not null ? KeyStatus.Revoked
        : ExpiresAt <= now ? KeyStatus.Expired
        : KeyStatus.Active;
}
