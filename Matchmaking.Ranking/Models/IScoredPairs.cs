namespace Matchmaking.Ranking.Models;

/// <summary>What a model says of the candidates of one ranking, by their positions in the order in which they were handed in.</summary>
public interface IScoredPairs
{
    /// <summary>The raw score of a pair of which no feature says anything.</summary>
    double Baseline { get; }

    double RawScore(int pair);

    /// <summary>
    /// One for each feature; with the baseline they add up to the raw score within 1e-9. May be computed when it is first read: a page of a long ranking
    /// explains its own items only.
    /// </summary>
    IReadOnlyList<FeatureContribution> Contributions(int pair);

    /// <summary>For each pair the ranks that it takes over the model's refits; null for a model without any.</summary>
    IReadOnlyList<RankInterval>? Intervals();
}
