using Matchmaking.Core.Common;

namespace Matchmaking.Core.Risk;

/// <summary>What the loss model needs of a fund beside its live positions.</summary>
/// <param name="Invested">Cost of all positions ever made.</param>
/// <param name="Realised">What live losses are added to, on the fund's basis; negative where gains offset.</param>
/// <param name="Allowance">Highest loss as a share of all that was invested; null: not judged.</param>
/// <param name="Tolerance">Highest probability of a breach that the fund accepts after investing.</param>
public readonly record struct FundLosses(Money Invested, SignedMoney Realised, Ratio? Allowance, Ratio Tolerance)
{
    /// <summary>Rounding must not decide: one seed ticket in an empty seed fund breaches with exactly 0.5.</summary>
    private const double ToleranceSlack = 1e-9;

    /// <summary>Whether a probability of a breach is within what the fund accepts.</summary>
    public bool IsTolerated(double breachProbability) => breachProbability <= (double)Tolerance.Value + ToleranceSlack;
}
