namespace Matchmaking.Ranking.Features;

/// <summary>Mean log-lift of the candidate's sectors, the sectors above them included, in the investor's earlier investments.</summary>
internal sealed class SectorHabit : IFeature
{
    public FeatureInfo Info { get; } = new("sector-habit", "ln of a ratio", "any", "no earlier investment or no sector", false);

    public double Value(in FeaturePair pair)
    {
        if (pair.History is not { Counts.Items: > 0 } history || pair.Market is not { } market || pair.Tags.Sectors.Count == 0)
            return double.NaN;
        var sum = 0.0;
        foreach (var tag in pair.Tags.Sectors)
            sum += LogLift.Sector(history, market, tag);
        return sum / pair.Tags.Sectors.Count;
    }
}
