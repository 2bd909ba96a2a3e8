namespace Matchmaking.Ranking.Features;

/// <summary>
/// How close the closest of the company's other investors is: rounds together over the root of the product of both numbers of rounds; 0
/// when they never were in a company together.
/// </summary>
internal sealed class ClosestBacker : IFeature
{
    public FeatureInfo Info { get; } = new("closest-backer", "cosine", "0 and more", "nobody else has invested in the company", false);

    public double Value(in FeaturePair pair)
    {
        var closest = double.NaN;
        if (pair is not { Investor: { } investor, Candidate.Company: { } company })
            return closest;
        foreach (var backer in company.Investors)
        {
            var weight = investor.Neighbours.Weight(backer);
            if (backer != investor.Investor && !(weight <= closest))
                closest = weight;
        }

        return closest;
    }
}
