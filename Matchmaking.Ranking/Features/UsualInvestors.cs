namespace Matchmaking.Ranking.Features;

/// <summary>
/// How many join rounds like this one: the mean number of investors of the recent rounds of other companies, each weighted by its likeness. A
/// candidate that many join is more likely to be joined by any of them.
/// </summary>
internal sealed class UsualInvestors : IFeature
{
    public FeatureInfo Info { get; } = new("usual-investors", "investors", "0 and more", "nothing is known of co-investors, or there is no recent round", false);

    public double Value(in FeaturePair pair) => pair.Candidate is { Knowledge.Index.SharedRounds: > 0 } candidate ? candidate.UsualInvestors : double.NaN;
}
