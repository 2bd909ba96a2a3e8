namespace Matchmaking.Api.Plans.Outputs.Charts;

/// <summary>Equal cells in rows, filling page after page.</summary>
/// <param name="Body">What each page has for them.</param>
/// <param name="Across">Cells in a row.</param>
/// <param name="Down">Rows on a page.</param>
/// <param name="CellHeight">In points.</param>
internal sealed record CellGrid(Area Body, int Across, int Down, double CellHeight)
{
    public const double Gap = 10;

    public double CellWidth => WidthOf(Body, Across);

    public static double WidthOf(Area body, int across) => (body.Width - ((across - 1) * Gap)) / across;

    /// <summary>As many rows as fit, higher ones where there is room to spare.</summary>
    /// <param name="body">What each page has.</param>
    /// <param name="across">Cells in a row.</param>
    /// <param name="cells">How many there are.</param>
    /// <param name="heightMin">That a cell needs; no more than the body has.</param>
    /// <param name="stretch">By how much it may be higher.</param>
    public static CellGrid Fill(Area body, int across, int cells, double heightMin, double stretch)
    {
        var fit = Math.Max(1, (int)((body.Height + Gap) / (heightMin + Gap)));
        var down = Math.Clamp((cells + across - 1) / across, 1, fit);
        var available = (body.Height - ((down - 1) * Gap)) / down;
        return new CellGrid(body, across, down, Math.Min(available, heightMin * stretch));
    }

    public int Pages(int cells) => Math.Max(1, (cells + (Across * Down) - 1) / (Across * Down));

    /// <summary>The page, from 0, and the place on it.</summary>
    public (int Page, Area Area) Cell(int index)
    {
        var (page, place) = Math.DivRem(index, Across * Down);
        var (row, column) = Math.DivRem(place, Across);
        return (page, new Area(Body.X + (column * (CellWidth + Gap)), Body.Y + (row * (CellHeight + Gap)), CellWidth, CellHeight));
    }
}
