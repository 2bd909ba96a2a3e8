namespace Matchmaking.Ranking.Trees;

/// <summary>
/// Scores of trees in whole steps of 2^-32. Sums of whole numbers do not depend on their order, so every way of walking the
/// trees gives the same bits, and within <see cref="Limit"/> each is a double exactly.
/// </summary>
public static class FixedScore
{
    /// <summary>Raw scores stay below this: 20 bits before the point and 32 behind it fit into a double's 53.</summary>
    public const double Limit = 1 << 20;

    private const double Steps = 4294967296.0;

    /// <summary>The nearest step, halves to the even one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a number, or at <see cref="Limit"/> or beyond.</exception>
    public static long Of(double value)
    {
        if (!(Math.Abs(value) < Limit))
            throw new ArgumentOutOfRangeException(nameof(value), value, $"A score is a number of less than {Limit} either way.");
        return (long)Math.Round(value * Steps, MidpointRounding.ToEven);
    }

    public static double ToDouble(long steps) => steps * (1 / Steps);
}
