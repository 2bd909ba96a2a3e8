namespace Matchmaking.Ranking.Features;

/// <summary>Log-lift of the candidate's stage in the investor's earlier investments.</summary>
internal sealed class StageHabit : IFeature
{
    public FeatureInfo Info { get; } = new("stage-habit", "ln of a ratio", "any", "no earlier investment or no stage", false);

    public double Value(in FeaturePair pair) =>
        pair is { History: { Counts.Items: > 0 } history, Market: { } market, Tags.Stage: { } stage }
            ? LogLift.Stage(history, market, stage)
            : double.NaN;
}
