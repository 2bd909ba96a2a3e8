namespace Matchmaking.Ranking.Histories;

/// <summary>How alike a candidate is to the rounds of an investor in other companies; several features read it.</summary>
/// <param name="Sum">Over all of the investor's rounds.</param>
/// <param name="Largest">0 without a round.</param>
/// <param name="RecentSum">Rounds weighted by how long ago they were.</param>
/// <param name="LargestCosine">Of the sectors alone; 0 without a round.</param>
internal readonly record struct PairLikeness(double Sum, double Largest, double RecentSum, double LargestCosine)
{
    public static PairLikeness Of(InvestorView investor, CandidateView candidate)
    {
        var (sum, largest, recent, cosine) = (0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < investor.Rounds.Count; i++)
        {
            var round = investor.Rounds[i];
            if (round.Company == candidate.Company)
                continue;
            var sectors = candidate.SectorCosine(round.Number);
            var likeness = candidate.Likeness(round.Number, sectors);
            sum += likeness;
            largest = Math.Max(largest, likeness);
            recent += likeness * investor.Recency[i];
            if (sectors > cosine)
                cosine = sectors;
        }

        return new(sum, largest, recent, cosine);
    }
}
