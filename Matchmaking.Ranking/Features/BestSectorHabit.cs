namespace Matchmaking.Ranking.Features;

/// <summary>Largest log-lift of a sector of the candidate in the investor's earlier investments.</summary>
internal sealed class BestSectorHabit : IFeature
{
    public FeatureInfo Info { get; } = new("best-sector-habit", "ln of a ratio", "any", "no earlier investment or no sector", false);

    public double Value(in FeaturePair pair)
    {
        if (pair.History is not { Counts.Items: > 0 } history || pair.Market is not { } market)
            return double.NaN;
        var best = double.NaN;
        foreach (var tag in pair.Tags.Sectors)
        {
            var lift = LogLift.Sector(history, market, tag);
            if (!(lift <= best))
                best = lift;
        }

        return best;
    }
}
