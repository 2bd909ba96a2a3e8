namespace Matchmaking.Ranking.Features;

/// <summary>
/// Log-lifts of the candidate's sectors, the sectors above them included, in the investor's earlier investments: their sum
/// over the square root of their number, since sectors of one candidate overlap and n of them are not n times the evidence.
/// </summary>
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
        return sum / Math.Sqrt(pair.Tags.Sectors.Count);
    }
}
