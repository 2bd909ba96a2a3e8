namespace Matchmaking.Ranking.Features;

/// <summary><see cref="SectorHabit"/> of those whose company the investor keeps, weighted by how often.</summary>
internal sealed class NeighbourSectorHabit : IFeature
{
    public FeatureInfo Info { get; } = new("neighbour-sector-habit", "ln of a ratio", "any", "no co-investor or no sector", false);

    public double Value(in FeaturePair pair)
    {
        if (pair is not { Investor.Neighbours: { Nearest.Length: > 0 } neighbours, Market: { } market } || pair.Tags.Sectors.Count == 0)
            return double.NaN;
        var sum = 0.0;
        foreach (var tag in pair.Tags.Sectors)
            sum += LogLift.Of(neighbours.Sector(tag), neighbours.Rounds, market.Sector(tag), market.Items);
        return sum / Math.Sqrt(pair.Tags.Sectors.Count);
    }
}
