namespace Matchmaking.Ranking.Index;

/// <summary>An <see cref="Interval"/> of a column in single precision, as trees compare it.</summary>
/// <param name="Lower">Not above any value.</param>
/// <param name="Upper">Not below any value.</param>
/// <param name="Missing">Whether some value may be missing.</param>
internal readonly record struct ColumnBounds(float Lower, float Upper, bool Missing)
{
    /// <summary>Rounding to single precision keeps the order, so that rounded bounds are bounds of rounded values.</summary>
    public static ColumnBounds Of(Interval bounds) => new((float)bounds.Lower, (float)bounds.Upper, bounds.Missing);
}
