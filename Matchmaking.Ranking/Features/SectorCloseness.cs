namespace Matchmaking.Ranking.Features;

/// <summary>How near the request's sectors lie to the fund's declared ones: 1 / (1 + steps in the sector tree), the best pair.</summary>
internal sealed class SectorCloseness : IFeature
{
    public FeatureInfo Info { get; } = new("sector-closeness", "1 / (1 + steps)", "0..1", "either side names no sector", true) { Monotone = 1 };

    public double Value(in FeaturePair pair)
    {
        if (pair.Request is not { } request || pair.Mandate is not { } mandate)
            return double.NaN;
        var nearest = int.MaxValue;
        foreach (var offered in request.Facts.Sectors)
        {
            foreach (var accepted in mandate.Sectors)
                nearest = Math.Min(nearest, offered.DistanceTo(accepted));
        }

        return nearest == int.MaxValue ? double.NaN : 1.0 / (1 + nearest);
    }
}
