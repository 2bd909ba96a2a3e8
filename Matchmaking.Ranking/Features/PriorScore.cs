using Matchmaking.Ranking.Prior;

namespace Matchmaking.Ranking.Features;

/// <summary>The raw score of the scorecard, in which people wrote down what they know: with few outcomes, trees do not have to find it out again.</summary>
/// <param name="isPublic">From the lines that read public facts alone.</param>
internal sealed class PriorScore(bool isPublic) : IFeature
{
    // The scorecard rises with closeness and headroom: did trees turn it round, more of these could lower a score.
    public FeatureInfo Info { get; } = new(isPublic ? "public-prior-score" : "prior-score", "raw score", "any", "never", isPublic) { Monotone = 1 };

    public double Value(in FeaturePair pair) => PriorScorecard.Second.RawScore(pair, isPublic);
}
