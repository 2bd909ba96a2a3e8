using Matchmaking.Core.Common;
using Matchmaking.Ranking.Snapshots;

namespace Matchmaking.Ranking.Training;

/// <summary>A session to learn from: what was known when it was ranked, and what came of it.</summary>
public sealed record TrainingSession
{
    public required Month Month { get; init; }

    /// <summary>The facts of its funds and requests from before the first outcome.</summary>
    public required RankingSnapshot Snapshot { get; init; }

    public required OutcomeLabels Labels { get; init; }

    /// <summary>Null where nobody saw a ranking before the session: then every candidate counts as seen.</summary>
    public ShownRanks? Shown { get; init; }

    /// <summary>What kind of fund each is, for figures apart.</summary>
    public IReadOnlyDictionary<FundId, string> FundKinds { get; init; } = new Dictionary<FundId, string>();
}
