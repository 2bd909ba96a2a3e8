using Matchmaking.Core.Common;
using Matchmaking.Core.Risk.Model;
using Matchmaking.Core.Risk.Tickets;

namespace Matchmaking.Core.Risk;

/// <summary>A fund's losses so far and what its live positions may still lose, together: judges the fund and tickets. Immutable, safe to share.</summary>
/// <param name="losses">The fund's own figures.</param>
/// <param name="model">Of its live positions.</param>
public sealed class FundRisk(FundLosses losses, LossModel model)
{
    /// <summary>Of VaR and CVaR.</summary>
    public const double TailLevel = 0.95;

    /// <summary>Beyond it probabilities are the noise of their summation.</summary>
    private const double Resolution = 1e12;

    /// <summary>Two sums of which one must not be larger may differ by so much: tails are sums of probabilities that may be 1e-17 below 0.</summary>
    internal const double Noise = 4e-12;

    private readonly LossThreshold? _threshold =
        losses.Allowance is { } allowance ? new LossThreshold(losses.Invested.Fen, losses.Realised.Fen, allowance) : null;

    public FundLosses Losses { get; } = losses;

    public LossModel Model { get; } = model;

    /// <summary>Of losing more than the allowance in the end, to 12 decimals; null when losses are not judged.</summary>
    public double? BreachProbability => _threshold is { } threshold ? Rounded(Model.Distribution.Above(threshold.HalfFen(0))) : null;

    /// <summary>Between which bounds <see cref="BreachProbability"/> lies where the grid is not exact; null when losses are not judged.</summary>
    public (double Lower, double Upper)? BreachProbabilityBracket
    {
        get
        {
            if (_threshold is not { } threshold)
                return null;
            var (lower, upper) = Model.Bracket;
            return (Rounded(lower.Above(threshold.HalfFen(0))), Rounded(upper.Above(threshold.HalfFen(0))));
        }
    }

    /// <summary>The fund's expected loss in the end, realised losses included.</summary>
    public Money ExpectedLoss => Losses.Realised.Fen >= 0
        ? Money.FromFen(Losses.Realised.Fen) + Model.Portfolio.ExpectedLoss
        : TailRisk.ToMoney(TailRisk.Mean(Model.Distribution.Atoms(Shift)));

    internal long Shift => 2 * Losses.Realised.Fen;

    /// <summary>Judges tickets of one industry chain.</summary>
    /// <param name="chain">Null, or one that the fund does not hold, is every chain elsewhere.</param>
    public ChainRisk In(string? chain) => new(this, _threshold, Model.Candidates(chain));

    /// <summary>The worst 5% of the fund's loss in the end.</summary>
    public LossTail Tail() => LossTail.Of(WholeTail());

    /// <summary>What each live position adds to the conditional value at risk, and what was realised adds; together exactly the value at risk's.</summary>
    /// <returns>In the order of the portfolio's exposures.</returns>
    public TailAllocation Contributions()
    {
        var tail = WholeTail();
        var parts = Model.Contributions(tail.Weights);
        var unit = tail.Kept * Model.Distribution.Grid.Unit / (2 * (1 - TailLevel));
        return TailAllocation.Of(tail.Cvar, [.. parts.Select(p => p * unit)]);
    }

    private TailRisk WholeTail() => TailRisk.Of(Model.Distribution.Atoms(Shift), TailLevel, 2 * Model.Portfolio.AtRisk.Fen, Shift);

    internal static double Rounded(double probability) => Math.Round(probability * Resolution) / Resolution;
}
