namespace Matchmaking.Ranking.Features;

/// <summary>Log-lift of one level of the candidate's place with those whose company the investor keeps, weighted by how often.</summary>
/// <param name="level">1 is the coarsest.</param>
internal sealed class NeighbourPlaceHabit(int level) : IFeature
{
    public FeatureInfo Info { get; } = new($"neighbour-place-habit-{level}", "ln of a ratio", "any", "no co-investor, or the place is not known so closely", false);

    public double Value(in FeaturePair pair) =>
        pair is { Investor.Neighbours: { Nearest.Length: > 0 } neighbours, Market: { } market } && pair.Tags.Places.Count >= level
            ? LogLift.Of(neighbours.Place(pair.Tags.Places[level - 1]), neighbours.Rounds, market.Place(pair.Tags.Places[level - 1]), market.Items)
            : double.NaN;
}
