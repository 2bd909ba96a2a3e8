namespace Matchmaking.Ranking.Features;

/// <summary>The most that came of the fund and the startup before: passed 0, met 1, interested 2, due diligence 3, term sheet or invested 4.</summary>
internal sealed class EarlierResult : IFeature
{
    public FeatureInfo Info { get; } = new("earlier-result", "grade", "0..4", "they never met", false);

    public double Value(in FeaturePair pair) => pair.Met?.Grade ?? double.NaN;
}
