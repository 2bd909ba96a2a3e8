namespace Matchmaking.Api.Plans.Outputs.Charts;

/// <summary>One way to put a body on paper.</summary>
/// <param name="Size">The sheet.</param>
/// <param name="Font">Of the names, in points.</param>
/// <param name="Grid">Where its cells are.</param>
/// <param name="Columns">Within a cell.</param>
/// <param name="Rows">Of a column, at most.</param>
/// <param name="Cells">How many cells there are.</param>
/// <param name="Shortened">Share of the names that do not fit.</param>
internal sealed record ChartLayout(PageSize Size, double Font, CellGrid Grid, int Columns, int Rows, int Cells, double Shortened)
{
    // A page more is worth it where it saves a third of the names from being shortened, or where letters grow as much as the
    // pages. Chosen by eye on sessions of 5 to 50 tables.
    private const double ShortenedWeight = 3;
    private const double UsualFont = 9;

    private const double FontMost = 12;
    private const double FontStep = 0.5;

    public int Pages => Grid.Pages(Cells);

    /// <summary>Smaller is better: few pages, large letters, whole names, no half-empty rows.</summary>
    public double Cost
    {
        get
        {
            var places = Pages * Grid.Across * Grid.Down;
            return Pages * (1 + (ShortenedWeight * Shortened)) * (UsualFont / Font) * (1 + (0.1 * (places - Cells) / places));
        }
    }

    /// <summary>The sizes of letters to try on a sheet.</summary>
    public static IEnumerable<double> Fonts(PageSize size)
    {
        for (var font = FontMost * size.FontMin / 6.5; font > size.FontMin; font -= FontStep)
            yield return font;
        yield return size.FontMin;
    }
}
