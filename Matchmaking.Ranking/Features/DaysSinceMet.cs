namespace Matchmaking.Ranking.Features;

/// <summary>Days since something last came of the fund and the startup, a refusal included.</summary>
internal sealed class DaysSinceMet : IFeature
{
    public FeatureInfo Info { get; } = new("days-since-met", "days", "1 and more", "they never met", false);

    public double Value(in FeaturePair pair) => pair.Met?.DaysSince ?? double.NaN;
}
