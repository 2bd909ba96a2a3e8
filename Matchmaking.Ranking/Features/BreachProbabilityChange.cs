namespace Matchmaking.Ranking.Features;

/// <summary>
/// How much the ticket raises the probability that the fund loses more than its allowance in the end; below 0 where it lowers it, since the allowance
/// grows with what is invested.
/// </summary>
internal sealed class BreachProbabilityChange : IFeature
{
    public FeatureInfo Info { get; } =
        new("breach-probability-change", "probability", "-1..1", "the fund's losses are not judged, or there is no stage", false) { Monotone = -1 };

    public double Value(in FeaturePair pair) => pair.Risk?.BreachProbabilityChange ?? double.NaN;
}
