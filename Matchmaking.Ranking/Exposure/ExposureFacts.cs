using Matchmaking.Core.Common;

namespace Matchmaking.Ranking.Exposure;

/// <summary>How much newcomers are shown beyond what their scores bring: part of what a freeze keeps, so that it replays.</summary>
public sealed record ExposureFacts
{
    /// <summary>Each newcomer stands among the first ten of this share of the rankings that it is in, as far as there is room.</summary>
    public required Ratio MinExposure { get; init; }

    /// <summary>Of the order in which newcomers take turns.</summary>
    public required int Seed { get; init; }

    /// <summary>Requests of startups of which nothing has come in any session yet.</summary>
    public IReadOnlyList<FinancingRequestId> Newcomers { get; init; } = [];

    public ExposureFacts Canonical() => this with { Newcomers = [.. Newcomers.Distinct().Order()] };
}
