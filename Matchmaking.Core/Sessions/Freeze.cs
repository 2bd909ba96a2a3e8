namespace Matchmaking.Core.Sessions;

/// <summary>
/// One immutable freeze of a session's rankings: the complete input as canonical JSON and its hash. The rankings
/// themselves are <see cref="FrozenRanking"/> rows.
/// </summary>
public record Freeze
{
    public required FreezeId Id { get; init; }

    public required SessionId SessionId { get; init; }

    /// <summary>Version of the layout of the stored bytes.</summary>
    public required int FormatVersion { get; init; }

    public required string ModelVersion { get; init; }

    public required DateOnly AsOf { get; init; }

    /// <summary>SHA-256 of the input, lower-case hex.</summary>
    public required string InputHash { get; init; }

    /// <summary>SHA-256 over all rankings in their stored order, lower-case hex.</summary>
    public required string Sha256 { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>Whose ranking it is.</summary>
public enum RankingSubject
{
    Fund,
    FinancingRequest,
}

/// <summary>A ranking as stored by a freeze: the bytes that a replay must reproduce.</summary>
public sealed record FrozenRanking(RankingSubject Subject, Guid SubjectId, byte[] Body);
