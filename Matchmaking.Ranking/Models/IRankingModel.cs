using Matchmaking.Ranking.Features;

namespace Matchmaking.Ranking.Models;

/// <summary>Gives pairs their raw scores and says where they come from. Immutable and safe to share.</summary>
public interface IRankingModel
{
    /// <summary>Kebab-case and unique; stands in every ranking that the model made.</summary>
    string Version { get; }

    /// <summary>The features used in a direction, in the order of the contributions.</summary>
    IReadOnlyList<FeatureInfo> Features(RankingDirection direction);

    /// <summary>Whether its features read past investments and meetings: what they cost is spared where nobody looks.</summary>
    bool ReadsHistories { get; }

    /// <summary>Scores the candidates of one ranking.</summary>
    /// <param name="pairs">Of the subject with each candidate, in the order in which equal scores rank.</param>
    /// <param name="direction">Who is ranked for whom.</param>
    IScoredPairs Score(ReadOnlySpan<FeaturePair> pairs, RankingDirection direction);
}
