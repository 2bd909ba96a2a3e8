namespace Matchmaking.Ranking.Features;

/// <summary>Cosine of the sectors, weighted by their rarity, of the candidate and the most alike company that the investor backed.</summary>
internal sealed class NearestCompany : IFeature
{
    public FeatureInfo Info { get; } = new("nearest-company", "cosine", "0..1", "no earlier round, or the candidate has no sector", false);

    public double Value(in FeaturePair pair) =>
        pair is { Investor.Rounds.Count: > 0, Candidate: not null } && pair.Tags.Sectors.Count > 0 ? pair.Likeness.LargestCosine : double.NaN;
}
