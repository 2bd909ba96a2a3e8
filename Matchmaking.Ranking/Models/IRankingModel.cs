using Matchmaking.Ranking.Features;

namespace Matchmaking.Ranking.Models;

/// <summary>Gives a pair its raw score and says where it comes from. Immutable and safe to share.</summary>
public interface IRankingModel
{
    /// <summary>Kebab-case and unique; stands in every ranking that the model made.</summary>
    string Version { get; }

    /// <summary>The raw score of a pair of which no feature says anything.</summary>
    double Baseline { get; }

    /// <summary>The features used in a direction, in the order of the contributions.</summary>
    IReadOnlyList<FeatureInfo> Features(RankingDirection direction);

    /// <summary>
    /// Fills <paramref name="contributions"/>, which has one place for each feature of the direction, and returns the raw
    /// score: <see cref="Baseline"/> plus the contributions, added in their order.
    /// </summary>
    double Score(in FeaturePair pair, RankingDirection direction, Span<FeatureContribution> contributions);
}
