namespace Matchmaking.Ranking.Features;

/// <summary>Share of the company's other investors with whom this one was in a company before.</summary>
internal sealed class KnownBackers : IFeature
{
    public FeatureInfo Info { get; } = new("known-backers", "share", "0..1", "nobody else has invested in the company", false);

    public double Value(in FeaturePair pair)
    {
        if (pair is not { Investor: { } investor, Candidate.Company: { } company })
            return double.NaN;
        var (others, known) = (0, 0);
        foreach (var backer in company.Investors)
        {
            if (backer == investor.Investor)
                continue;
            others++;
            if (investor.Neighbours.Weight(backer) > 0)
                known++;
        }

        return others == 0 ? double.NaN : (double)known / others;
    }
}
