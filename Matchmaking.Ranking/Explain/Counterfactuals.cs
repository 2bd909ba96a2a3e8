using Matchmaking.Ranking.Limits;

namespace Matchmaking.Ranking.Explain;

/// <summary>
/// Finds the smallest single change after which a pair passes every limit. Each failing limit proposes changes; each
/// proposal is judged anew by all limits; the cheapest that passes wins.
/// </summary>
internal static class Counterfactuals
{
    /// <summary>Null when no single change helps; a veto is never lifted.</summary>
    public static Counterfactual? Smallest(in LimitSignals signals)
    {
        if (signals.IsVetoed)
            return null;
        Proposal? best = null;
        foreach (var proposal in Proposals.For(signals))
        {
            if ((best is null || proposal.CompareTo(best) < 0) && HardLimits.Pass(proposal.Apply(signals)))
                best = proposal;
        }

        return best?.Change;
    }
}
