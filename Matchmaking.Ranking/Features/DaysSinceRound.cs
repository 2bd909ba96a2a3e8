namespace Matchmaking.Ranking.Features;

/// <summary>Days since the company's latest round, whoever joined it.</summary>
internal sealed class DaysSinceRound : IFeature
{
    public FeatureInfo Info { get; } = new("days-since-round", "days", "1 and more", "no earlier round of the company", false);

    public double Value(in FeaturePair pair) => pair.Candidate is { Company.Rounds: { Count: > 0 } rounds } candidate
        ? candidate.Knowledge.Day - rounds[^1].Day
        : double.NaN;
}
