namespace Matchmaking.Ranking.Features;

/// <summary>Years since the company was founded; 0 for one that is founded later.</summary>
internal sealed class CompanyAge : IFeature
{
    private const double DaysAYear = 365.25;

    public FeatureInfo Info { get; } = new("company-age", "years", "0 and more", "the day of founding is unknown", false);

    public double Value(in FeaturePair pair) =>
        pair.Candidate is { Offer.FoundedOn: { } founded } candidate ? Of(candidate.Knowledge.Day, founded.DayNumber) : double.NaN;

    internal static double Of(int day, int founded) => Math.Max(0, day - founded) / DaysAYear;
}
