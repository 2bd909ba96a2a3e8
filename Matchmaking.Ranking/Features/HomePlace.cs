namespace Matchmaking.Ranking.Features;

/// <summary>How many levels of its place, from coarse to fine, the candidate shares with the investor's home.</summary>
internal sealed class HomePlace : IFeature
{
    public FeatureInfo Info { get; } = new("home-place", "levels", "0..3", "one of the places is unknown", false);

    public double Value(in FeaturePair pair)
    {
        if (pair.Investor is not { Home: { Count: > 0 } home } || pair.Tags.Places.Count == 0)
            return double.NaN;
        var shared = 0;
        while (shared < Math.Min(home.Count, pair.Tags.Places.Count) && string.Equals(home[shared], pair.Tags.Places[shared], StringComparison.Ordinal))
            shared++;
        return shared;
    }
}
