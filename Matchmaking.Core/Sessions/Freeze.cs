namespace Matchmaking.Core.Sessions;

/// <summary>
/// One immutable freeze of a session's rankings: the complete input as canonical JSON and its hash. The rankings
/// themselves are <see cref="FrozenRanking"/> rows.
/// </summary>
public sealed record Freeze
{
    public FreezeId Id { get; init; }

    public SessionId SessionId { get; init; }

    /// <summary>Version of the layout of the stored bytes.</summary>
    public int FormatVersion { get; init; }

    public string ModelVersion { get; init; } = "";

    public DateOnly AsOf { get; init; }

    /// <summary>SHA-256 of the input, lower-case hex.</summary>
    public string InputHash { get; init; } = "";

    /// <summary>SHA-256 over all rankings in their stored order, lower-case hex.</summary>
    public string Sha256 { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>Whose ranking it is.</summary>
public enum RankingSubject
{
    Fund,
    FinancingRequest,
}

/// <summary>A ranking as stored by a freeze: the bytes that a replay must reproduce.</summary>
public sealed record FrozenRanking(RankingSubject Subject, Guid SubjectId, byte[] Body);
