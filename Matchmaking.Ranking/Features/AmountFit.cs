using Matchmaking.Core.Numerics;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Tags;

namespace Matchmaking.Ranking.Features;

/// <summary>
/// How near the amount is to what the investor usually gives: exp(-z^2 / 2), z = (ln amount - mean) / deviation of its earlier
/// amounts, the deviation drawn towards <see cref="UsualDeviation"/>. An investor without earlier amounts is compared with
/// the middle of its ticket range.
/// </summary>
internal sealed class AmountFit : IFeature
{
    /// <summary>Typical deviation of ln amount within one investor.</summary>
    public const double UsualDeviation = 1.2;

    /// <summary>How many earlier amounts <see cref="UsualDeviation"/> weighs as much as.</summary>
    private const double Strength = 3;

    public FeatureInfo Info { get; } =
        new("amount-fit", "share of the best fit", "0..1", "no amount, or neither earlier amounts nor a bounded ticket range", true);

    public double Value(in FeaturePair pair)
    {
        if (!(pair.Amount > 0))
            return double.NaN;
        if (pair.History is { Amounts: > 0 } history)
            return Fit(PortableMath.Log(pair.Amount) - history.MeanLogAmount, Deviation(history));
        return pair.Mandate is { TicketMinCny.Fen: > 0, TicketMaxCny.Fen: > 0 } mandate ? FitOfRange(pair.Amount, mandate) : double.NaN;
    }

    private static double FitOfRange(double amount, FundMandate mandate)
    {
        var middle = (PortableMath.Log(mandate.TicketMinCny.Fen) + PortableMath.Log(mandate.TicketMaxCny!.Value.Fen)) / 2;
        return Fit(PortableMath.Log(amount) - middle, UsualDeviation);
    }

    private static double Deviation(InvestorHistory history) =>
        Math.Sqrt((history.SpreadLogAmount + Strength * UsualDeviation * UsualDeviation) / (history.Amounts + Strength));

    private static double Fit(double distance, double deviation)
    {
        var z = distance / deviation;
        return PortableMath.Exp(-z * z / 2);
    }
}
