namespace Matchmaking.Ranking.Features;

/// <summary>1 where the request's own district is one of the fund's, 0.5 where the startup would only open a site in one.</summary>
internal sealed class PlaceFit : IFeature
{
    public FeatureInfo Info { get; } = new("place-fit", "share", "0.5 or 1", "the fund declares no districts", true);

    public double Value(in FeaturePair pair)
    {
        if (pair.Mandate is not { Districts.Count: > 0 } mandate || pair.Request is not { } request)
            return double.NaN;
        return request.Facts.District is { } district && mandate.Districts.Contains(district, StringComparer.Ordinal) ? 1 : 0.5;
    }
}
