namespace Matchmaking.Ranking.Features;

/// <summary>
/// Log-lifts of the investor in the rounds of the company's other investors: how much more often than in the market it is in a company together with each of
/// them; their sum over the square root of their number.
/// </summary>
internal sealed class BackersHabit : IFeature
{
    public FeatureInfo Info { get; } = new("backers-habit", "ln of a ratio", "any", "no earlier round, or nobody else has invested in the company", false);

    public double Value(in FeaturePair pair)
    {
        if (pair is not { Investor: { Investor: { } investor, Knowledge.Index.Rounds.Count: var market }, Candidate.Company: { } company })
            return double.NaN;
        var (sum, others) = (0.0, 0);
        foreach (var backer in company.Investors)
        {
            if (backer == investor)
                continue;
            others++;
            sum += LogLift.Of(investor.Together.GetValueOrDefault(backer), backer.Rounds.Count, investor.Rounds.Count, market);
        }

        return others == 0 ? double.NaN : sum / Math.Sqrt(others);
    }
}
