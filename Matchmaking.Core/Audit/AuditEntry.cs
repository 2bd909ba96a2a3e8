using Matchmaking.Core.Keys;

namespace Matchmaking.Core.Audit;

/// <summary>What was done to a thing.</summary>
public enum AuditAction
{
    Created,
    Changed,
    Deleted,
}

/// <summary>
/// One row of the audit log. Each carries the hash of the row before it, so that a row that was changed, removed or moved
/// breaks the chain.
/// </summary>
public sealed record AuditEntry
{
    /// <summary>Hash before the first row.</summary>
    public const string Genesis = "0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>1, 2, 3 ... without gaps.</summary>
    public required long Sequence { get; init; }

    public required DateTimeOffset At { get; init; }

    public required ActorType Actor { get; init; }

    public KeyId? KeyId { get; init; }

    public Role? Role { get; init; }

    public required string RequestId { get; init; }

    public required AuditAction Action { get; init; }

    /// <summary>What was changed, in kebab-case: <c>financing-request</c>.</summary>
    public required string Resource { get; init; }

    public required Guid ResourceId { get; init; }

    /// <summary>The thing before, as JSON; null where it was created.</summary>
    public string? Before { get; init; }

    /// <summary>The thing after, as JSON; null where it was deleted.</summary>
    public string? After { get; init; }

    /// <summary>SHA-256 over the hash of the row before and all fields of this one, lower-case hex.</summary>
    public required string Hash { get; init; }
}
