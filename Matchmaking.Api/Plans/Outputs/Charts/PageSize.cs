namespace Matchmaking.Api.Plans.Outputs.Charts;

/// <summary>A sheet in points (1/72 inch) and what its reader can make out on it.</summary>
/// <param name="WidthMm">Millimetres, as printers are told.</param>
/// <param name="HeightMm">Millimetres.</param>
/// <param name="FontMin">The smallest letters, in points: a larger sheet hangs further away.</param>
internal sealed record PageSize(int WidthMm, int HeightMm, double FontMin)
{
    /// <summary>Printers leave about 5 mm white at the edges.</summary>
    public const double Margin = 24;

    private const double PointsPerMm = 72 / 25.4;

    public double Width => WidthMm * PointsPerMm;

    public double Height => HeightMm * PointsPerMm;

    public double InnerWidth => Width - (2 * Margin);

    /// <summary>Landscape first: it wins where both are as good.</summary>
    public static IReadOnlyList<PageSize> Of(Paper paper) => paper == Paper.A4
        ? [new(297, 210, 6.5), new(210, 297, 6.5)]
        : [new(420, 297, 7), new(297, 420, 7)];
}
