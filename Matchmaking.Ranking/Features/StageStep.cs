namespace Matchmaking.Ranking.Features;

/// <summary>How many rungs of the ladder of stages the candidate stands above the mean of the investor's rounds.</summary>
internal sealed class StageStep : IFeature
{
    public FeatureInfo Info { get; } = new("stage-step", "rungs", "any", "the stage of the candidate or of all earlier rounds is unknown", false);

    public double Value(in FeaturePair pair) => pair is { Investor.Investor: { Rungs: > 0 } investor, Candidate: { Rung: >= 0 and var rung } }
        ? rung - investor.RungSum / investor.Rungs
        : double.NaN;
}
