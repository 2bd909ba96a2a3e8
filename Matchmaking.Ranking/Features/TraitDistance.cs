using Matchmaking.Ranking.Histories;

namespace Matchmaking.Ranking.Features;

/// <summary>
/// How many deviations a trait of the candidate lies above what the investor's rounds usually have. Later rounds count more; mean and
/// deviation are drawn towards those of all rounds while the investor has few.
/// </summary>
internal sealed class TraitDistance : IFeature
{
    private readonly Trait _trait;

    /// <param name="name">The feature's.</param>
    /// <param name="trait">The trait.</param>
    /// <param name="missing">When the trait is unknown.</param>
    public TraitDistance(string name, Trait trait, string missing)
    {
        _trait = trait;
        Info = new(name, "deviations", "any", missing, false);
    }

    public FeatureInfo Info { get; }

    public double Value(in FeaturePair pair) => pair is { Investor: { Rounds.Count: > 0 } investor, Candidate: { } candidate }
        ? investor.Distance(_trait, candidate.Traits[(int)_trait])
        : double.NaN;
}
