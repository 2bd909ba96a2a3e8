namespace Matchmaking.Api.Plans.Outputs.Charts;

/// <summary>
/// Places around a round table, clockwise from its top, such that the names beside them never touch: even angles for small
/// tables, even heights for larger ones, where even angles would crowd the top and the bottom.
/// </summary>
internal static class RoundSeats
{
    /// <summary>A circle of more seats would be higher than a page.</summary>
    public const int Most = 30;

    private const int EvenAnglesMost = 6;

    /// <summary>The radius of a circle with this many seats.</summary>
    /// <param name="count">Of the seats.</param>
    /// <param name="line">Height that a name needs.</param>
    /// <param name="seat">Radius of a seat.</param>
    /// <param name="least">For what is written on the table.</param>
    public static double Radius(int count, double line, double seat, double least)
    {
        if (count > 1)
            least = Math.Max(least, Apart(count, seat));

        if (count > EvenAnglesMost)
            return Math.Max(least, (count + 1) / 2 * line / 2);
        if (count < 3)
            return least;
        var heights = Enumerable.Range(0, count).Select(i => -Math.Cos(Angle(i, count))).ToList();
        var right = heights.Take((count + 1) / 2).ToList();
        var left = heights.Skip((count + 1) / 2).ToList();
        var closest = right.Zip(right.Skip(1)).Concat(left.Zip(left.Skip(1))).Min(p => Math.Abs(p.First - p.Second));
        return Math.Max(least, line / closest);
    }

    /// <summary>The place of a seat, from the middle of the table; names stand outwards.</summary>
    /// <param name="index">From 0.</param>
    /// <param name="count">Of the seats.</param>
    /// <param name="radius">Of the circle.</param>
    public static (double X, double Y, bool IsRight) Place(int index, int count, double radius)
    {
        var onRight = (count + 1) / 2;
        var isRight = index < onRight;
        if (count <= EvenAnglesMost)
        {
            var angle = Angle(index, count);
            return (radius * Math.Sin(angle), -radius * Math.Cos(angle), isRight);
        }

        var (place, places) = isRight ? (index, onRight) : (count - 1 - index, count - onRight);
        var y = -radius + ((place + 0.5) * 2 * radius / places);
        var x = Math.Sqrt((radius * radius) - (y * y));
        return (isRight ? x : -x, y, isRight);
    }

    /// <summary>Where neighbours do not touch: even heights put the two at the top closest, the more so the fewer they are.</summary>
    private static double Apart(int count, double seat)
    {
        if (count <= EvenAnglesMost)
            return (seat + 1) / Math.Sin(Math.PI / count);
        var places = (count + 1) / 2;
        return (seat + 1) / Math.Sqrt((2.0 / places) - (1.0 / (places * places)));
    }

    private static double Angle(int index, int count) => (index + 0.5) * 2 * Math.PI / count;
}
