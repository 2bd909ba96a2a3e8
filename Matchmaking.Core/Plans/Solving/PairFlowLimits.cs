namespace Matchmaking.Core.Plans.Solving;

/// <summary>Whom a <see cref="PairFlow"/> chooses among and within what limits. Participants are startups first, then funds.</summary>
internal sealed record PairFlowLimits
{
    public required int Startups { get; init; }

    public required int Funds { get; init; }

    /// <summary>Fewest chosen pairs of each participant, at least 0.</summary>
    public required int[] Minimum { get; init; }

    /// <summary>Most chosen pairs of each participant, at least its minimum.</summary>
    public required int[] Maximum { get; init; }

    /// <summary>Most chosen pairs in all, at least 0; null means no limit.</summary>
    public required long? Room { get; init; }

    /// <summary>Startup of each pair; the pairs are distinct.</summary>
    public required int[] PairStartup { get; init; }

    /// <summary>Fund of each pair, from 0.</summary>
    public required int[] PairFund { get; init; }

    /// <summary>What the first chosen pair of each startup earns beside its weight; null: nothing.</summary>
    public long[]? FirstReward { get; init; }

    /// <summary>How much less each further pair of a startup earns than the one before, at least 0.</summary>
    public long RewardStep { get; init; }
}
