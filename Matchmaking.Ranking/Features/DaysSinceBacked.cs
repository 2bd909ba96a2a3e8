namespace Matchmaking.Ranking.Features;

/// <summary>Days since the investor last joined a round of the company.</summary>
internal sealed class DaysSinceBacked : IFeature
{
    public FeatureInfo Info { get; } = new("days-since-backed", "days", "1 and more", "it never backed the company", false);

    public double Value(in FeaturePair pair) =>
        pair is { Investor: { } investor, Candidate: { } candidate } && investor.LastBacked(candidate.Company) is { } day
            ? investor.Knowledge.Day - day
            : double.NaN;
}
