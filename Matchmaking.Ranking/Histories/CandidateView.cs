namespace Matchmaking.Ranking.Histories;

/// <summary>A candidate as it stands on a day, and how alike it is to past rounds. Immutable.</summary>
public sealed class CandidateView
{
    private readonly OfferCode _code;
    private readonly double[] _sectors;
    private readonly double _norm;
    private MarketLikeness? _market;

    internal CandidateView(Knowledge knowledge, Offer offer)
    {
        Knowledge = knowledge;
        Offer = offer;
        _code = knowledge.Index.Find(offer);
        Company = knowledge.Index.FindCompany(offer.Company);
        Traits = TraitValues.Of(offer, _code, Company, knowledge.Day, knowledge.Index);
        (_sectors, _norm) = SectorVector();
    }

    internal Knowledge Knowledge { get; }

    internal Offer Offer { get; }

    /// <summary>Null when it had no round yet.</summary>
    internal Company? Company { get; }

    /// <summary>By <see cref="Trait"/>.</summary>
    internal double[] Traits { get; }

    /// <summary>The offer in the numbers of the index.</summary>
    internal ref readonly OfferCode Code => ref _code;

    internal double LogAmount => _code.LogAmount;

    internal int Rung => _code.Rung;

    /// <summary>Mean likeness to a sample of the latest rounds; above 0 unless there are none.</summary>
    internal double UsualLikeness => Market.Usual;

    /// <summary>Mean likeness to the recent rounds of other companies.</summary>
    internal double UsualRecentLikeness => Market.UsualRecent;

    /// <summary>Mean number of investors of the recent rounds of other companies, weighted by likeness; NaN without one.</summary>
    internal double UsualInvestors => Market.Investors;

    /// <summary>Likeness to the recent rounds of an investor in other companies, added up.</summary>
    internal double LikenessTo(Investor investor) => Market.ByInvestor[investor.Number];

    // Compared with the market when a feature first asks, since not all models do. Two threads may both compute it: they find the same.
    private MarketLikeness Market => _market ??= CompareWithMarket(Knowledge);

    /// <summary>Cosine of the sectors of this and a past round, weighted by their rarity; NaN when one of them has none.</summary>
    internal double SectorCosine(int round)
    {
        ref readonly var other = ref Knowledge.Index.Codes[round];
        if (_norm == 0 || other.Sectors == 0)
            return double.NaN;
        var dot = 0.0;
        foreach (var sector in Knowledge.Index.SectorList.Slice(other.SectorStart, other.Sectors))
            dot += _sectors[sector];
        return dot / (_norm * Knowledge.Norms[round]);
    }

    /// <summary><see cref="RoundKernel"/> of this and a past round.</summary>
    internal double Likeness(int round, double cosine) => RoundKernel.Of(cosine, _code, Knowledge.Index.Codes[round]);

    /// <summary>Squared weights by sector, 0 for those that it has not, and the length of the vector of weights.</summary>
    private (double[] Squares, double Norm) SectorVector()
    {
        var squares = new double[Knowledge.Index.Sectors.Count];
        var sum = 0.0;
        foreach (var tag in Offer.Tags.Sectors)
        {
            var sector = Knowledge.Index.Sectors.Find(tag);
            var weight = Knowledge.SectorWeight(sector);
            sum += weight * weight;
            if (sector != OfferCode.Unseen)
                squares[sector] = weight * weight;
        }

        return (squares, Math.Sqrt(sum));
    }

    private double MeanLikeness(Knowledge knowledge)
    {
        var sum = 0.0;
        foreach (var round in knowledge.Sample)
            sum += Likeness(round, SectorCosine(round));
        return knowledge.Sample.Length == 0 ? 1 : sum / knowledge.Sample.Length;
    }

    private MarketLikeness CompareWithMarket(Knowledge knowledge)
    {
        var byInvestor = new float[knowledge.Index.InvestorCount];
        var (sum, investors) = (0.0, 0.0);
        var rounds = knowledge.Index.Rounds;
        for (var r = knowledge.FirstRecent; r < rounds.Count; r++)
        {
            if (rounds[r].Company == Company)
                continue;
            var likeness = Likeness(r, SectorCosine(r));
            sum += likeness;
            investors += likeness * rounds[r].Investors.Length;
            foreach (var investor in rounds[r].Investors)
                byInvestor[investor.Number] += (float)likeness;
        }

        return new(
            MeanLikeness(knowledge), knowledge.RecentRounds == 0 ? 1 : Math.Max(sum / knowledge.RecentRounds, 1e-9), sum > 0 ? investors / sum : double.NaN, byInvestor);
    }

    /// <summary>How alike the candidate is to the rounds of all.</summary>
    private sealed record MarketLikeness(double Usual, double UsualRecent, double Investors, float[] ByInvestor);
}
