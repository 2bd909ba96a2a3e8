namespace Matchmaking.Ranking.Histories;

/// <summary>
/// How alike two rounds are: the product of what their sectors, places, stages and amounts say, each at most about 1. Every
/// factor has a floor, so that one difference does not hide three agreements; what is unknown counts as in between.
/// </summary>
internal static class RoundKernel
{
    private const double SectorFloor = 0.1;
    private const double UnknownSector = 0.2;
    internal const double AmountFloor = 0.1;
    internal const double UnknownAmount = 0.4;

    /// <summary>Twice the square of the distance of logarithms at which the amounts' agreement has fallen to a good third.</summary>
    internal const double AmountWidth = 1.96;

    /// <param name="cosine">Of the sectors, <see cref="double.NaN"/> when one side has none.</param>
    /// <param name="a">One.</param>
    /// <param name="b">The other.</param>
    public static double Of(double cosine, in OfferCode a, in OfferCode b) =>
        Sectors(cosine) * Places(a, b) * Stages(a, b) * Amounts(a.LogAmount, b.LogAmount);

    internal static double Sectors(double cosine) => double.IsNaN(cosine) ? UnknownSector : SectorFloor + cosine;

    internal static double Places(in OfferCode a, in OfferCode b)
    {
        if (a.Place1 < 0 || b.Place1 < 0)
            return 0.15;
        if (a.Place1 != b.Place1)
            return 0.04;
        if (a.Place2 < 0 || a.Place2 != b.Place2)
            return 0.3;
        return a.Place3 >= 0 && a.Place3 == b.Place3 ? 1 : 0.7;
    }

    internal static double Stages(in OfferCode a, in OfferCode b)
    {
        if (a.Stage < 0 || b.Stage < 0)
            return 0.3;
        if (a.Stage == b.Stage)
            return 1;
        return a.Rung >= 0 && b.Rung >= 0 && Math.Abs(a.Rung - b.Rung) <= 1 ? 0.4 : 0.12;
    }

    internal static double Amounts(double a, double b)
    {
        var distance = a - b;
        if (double.IsNaN(distance))
            return UnknownAmount;
        var near = 1 / (1 + distance * distance / AmountWidth);
        return AmountFloor + (1 - AmountFloor) * near * near;
    }
}
