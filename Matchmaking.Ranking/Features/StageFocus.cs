namespace Matchmaking.Ranking.Features;

/// <summary>How much of the fund's declared mandate the request's stage is: 1 / number of declared stages.</summary>
internal sealed class StageFocus : IFeature
{
    public FeatureInfo Info { get; } = new("stage-focus", "1 / stages", "0..1", "the fund declares no stages", true);

    public double Value(in FeaturePair pair) =>
        pair.Mandate is { Stages.Count: > 0 and var stages } ? 1.0 / stages : double.NaN;
}
