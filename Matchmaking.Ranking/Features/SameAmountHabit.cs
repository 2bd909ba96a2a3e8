using Matchmaking.Ranking.Histories;

namespace Matchmaking.Ranking.Features;

/// <summary>Log-lift of exactly this amount among the investor's rounds with a known one: programmes pay the same cheque to everybody.</summary>
internal sealed class SameAmountHabit : IFeature
{
    public FeatureInfo Info { get; } = new("same-amount-habit", "ln of a ratio", "any", "no earlier round, or no amount", false);

    public double Value(in FeaturePair pair)
    {
        if (pair is not { Investor: { Investor: { } investor, Knowledge.Index: var index }, Candidate: { } candidate } || double.IsNaN(candidate.LogAmount))
            return double.NaN;
        return Of(investor, index, candidate.Offer.Amount);
    }

    internal static double Of(Investor investor, InvestmentIndex index, double amount) =>
        LogLift.Of(investor.SameAmounts.GetValueOrDefault(amount), investor.History.Amounts, index.SameAmounts.GetValueOrDefault(amount), (int)index.LogAmounts.Weight);
}
