namespace Matchmaking.Ranking.Features;

/// <summary>Sum of the log-lifts of the candidate's place from coarse to fine in the investor's earlier investments.</summary>
internal sealed class PlaceHabit : IFeature
{
    public FeatureInfo Info { get; } = new("place-habit", "ln of a ratio", "any", "no earlier investment or no place", false);

    public double Value(in FeaturePair pair)
    {
        if (pair.History is not { Counts.Items: > 0 } history || pair.Market is not { } market || pair.Tags.Places.Count == 0)
            return double.NaN;
        var sum = 0.0;
        foreach (var tag in pair.Tags.Places)
            sum += LogLift.Place(history, market, tag);
        return sum;
    }
}
