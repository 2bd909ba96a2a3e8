namespace Matchmaking.Ranking.Features;

/// <summary>Log-lift of the amount being known, or of its not being known, in the investor's earlier investments.</summary>
internal sealed class AmountKnownHabit : IFeature
{
    public FeatureInfo Info { get; } = new("amount-known-habit", "ln of a ratio", "any", "no earlier round", false);

    public double Value(in FeaturePair pair)
    {
        if (pair.Investor is not { Rounds.Count: > 0 and var rounds } investor || pair.Candidate is not { } candidate)
            return double.NaN;
        var (known, all) = ((int)candidate.Knowledge.Index.LogAmounts.Weight, candidate.Knowledge.Index.Rounds.Count);
        return double.IsNaN(candidate.LogAmount)
            ? LogLift.Of(rounds - investor.History.Amounts, rounds, all - known, all)
            : LogLift.Of(investor.History.Amounts, rounds, known, all);
    }
}
