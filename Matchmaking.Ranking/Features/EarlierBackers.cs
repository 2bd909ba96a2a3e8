namespace Matchmaking.Ranking.Features;

/// <summary>How many others have invested in the company.</summary>
internal sealed class EarlierBackers : IFeature
{
    public FeatureInfo Info { get; } = new("earlier-backers", "investors", "0 and more", "never where histories are known", false);

    public double Value(in FeaturePair pair)
    {
        if (pair is not { Investor: { } investor, Candidate: { } candidate })
            return double.NaN;
        return candidate.Company is { } company ? company.Investors.Count(i => i != investor.Investor) : 0;
    }
}
