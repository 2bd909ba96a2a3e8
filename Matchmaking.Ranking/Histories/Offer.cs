using Matchmaking.Ranking.Tags;

namespace Matchmaking.Ranking.Histories;

/// <summary>What a company shows when it seeks money: the candidate's side of a pair, without anybody who joined.</summary>
public sealed record Offer
{
    /// <summary>The same text for every round of one company.</summary>
    public required string Company { get; init; }

    /// <summary>Places from coarse to fine; the first three count.</summary>
    public required CandidateTags Tags { get; init; }

    /// <summary>Where the stage stands on the ladder of financing, in whole steps; null when unknown.</summary>
    public int? StageRung { get; init; }

    /// <summary>Sought or raised, in one unit throughout an index; NaN when unknown.</summary>
    public double Amount { get; init; } = double.NaN;

    public DateOnly? FoundedOn { get; init; }
}
