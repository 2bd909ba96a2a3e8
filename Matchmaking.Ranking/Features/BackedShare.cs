namespace Matchmaking.Ranking.Features;

/// <summary>Share of the company's earlier rounds that the investor joined.</summary>
internal sealed class BackedShare : IFeature
{
    public FeatureInfo Info { get; } = new("backed-share", "share of the rounds", "0..1", "no earlier round of the company", false);

    public double Value(in FeaturePair pair)
    {
        if (pair is not { Investor: { } investor, Candidate.Company: { Rounds.Count: > 0 } company })
            return double.NaN;
        return (double)company.Rounds.Count(r => Array.IndexOf(r.Investors, investor.Investor) >= 0) / company.Rounds.Count;
    }
}
