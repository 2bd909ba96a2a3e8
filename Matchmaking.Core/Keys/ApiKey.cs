namespace Matchmaking.Core.Keys;

/// <summary>What the owner of a key may do.</summary>
public enum Role
{
    Admin,
    Auditor,
    Organizer,
    Fund,
    Startup,
}

/// <summary>An API key as stored: the secret itself is never kept, only its SHA-256.</summary>
public sealed record ApiKey
{
    public KeyId Id { get; init; }

    public string Name { get; init; } = "";

    public Role Role { get; init; }

    /// <summary>The funds or startups that a key of role <c>fund</c> or <c>startup</c> speaks for.</summary>
    public IReadOnlyList<Guid> SubjectIds { get; init; } = [];

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public bool IsUsable(DateTimeOffset now) => RevokedAt is null && (ExpiresAt is null || ExpiresAt > now);
}
