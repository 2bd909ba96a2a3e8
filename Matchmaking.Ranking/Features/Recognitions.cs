namespace Matchmaking.Ranking.Features;

/// <summary>Strength of the startup's official recognitions, <see cref="RecognitionStrengths"/>.</summary>
internal sealed class Recognitions : IFeature
{
    public FeatureInfo Info { get; } = new("recognitions", "strength", "0..1", "never: none is 0", true);

    public double Value(in FeaturePair pair) => pair.Request is { } request ? request.RecognitionStrength : double.NaN;
}
