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

    public double Value(in FeaturePair pair) =>
        pair.Amount > 0 && Usual(pair.History, pair.Mandate) is (var middle, var deviation) ? Fit(PortableMath.Log(pair.Amount) - middle, deviation) : double.NaN;

    /// <summary>What the investor usually gives: the middle of ln amount, where the fit is 1, and its deviation; null where nothing says.</summary>
    internal static (double Middle, double Deviation)? Usual(InvestorHistory? history, FundMandate? mandate)
    {
        if (history is { Amounts: > 0 })
            return (history.MeanLogAmount, Deviation(history));
        return mandate is { TicketMinCny.Fen: > 0, TicketMaxCny.Fen: > 0 }
            ? ((PortableMath.Log(mandate.TicketMinCny.Fen) + PortableMath.Log(mandate.TicketMaxCny!.Value.Fen)) / 2, UsualDeviation)
            : null;
    }

    private static double Deviation(InvestorHistory history) =>
        Math.Sqrt((history.SpreadLogAmount + Strength * UsualDeviation * UsualDeviation) / (history.Amounts + Strength));

    internal static double Fit(double distance, double deviation)
    {
        var z = distance / deviation;
        return PortableMath.Exp(-z * z / 2);
    }
}
