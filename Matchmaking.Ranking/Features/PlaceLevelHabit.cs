namespace Matchmaking.Ranking.Features;

/// <summary>Log-lift of one level of the candidate's place in the investor's earlier investments.</summary>
/// <param name="level">1 is the coarsest.</param>
internal sealed class PlaceLevelHabit(int level) : IFeature
{
    public FeatureInfo Info { get; } =
        new($"place-habit-{level}", "ln of a ratio", "any", "no earlier investment, or the place is not known so closely", false);

    public double Value(in FeaturePair pair) =>
        pair is { History: { Counts.Items: > 0 } history, Market: { } market } && pair.Tags.Places.Count >= level
            ? LogLift.Place(history, market, pair.Tags.Places[level - 1])
            : double.NaN;
}
