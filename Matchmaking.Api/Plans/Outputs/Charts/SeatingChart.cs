namespace Matchmaking.Api.Plans.Outputs.Charts;

/// <summary>A seating chart ready to be drawn: sheets of one size.</summary>
/// <param name="Title">For tabs and screen readers.</param>
/// <param name="Size">Of every sheet.</param>
/// <param name="Pages">At least one.</param>
/// <param name="Font">Of the names, in points.</param>
internal sealed record SeatingChart(string Title, PageSize Size, IReadOnlyList<ChartPage> Pages, double Font)
{
    public static SeatingChart Of(PlanOutput output, PlanLabels labels, Paper paper)
    {
        var frame = new ChartFrame(output, labels);
        var body = Body(output, labels);
        // The first of equals, so that the same plan gives the same chart everywhere.
        var layout = PageSize.Of(paper).SelectMany(size => body.Layouts(frame.BodyOf(size), size)).MinBy(l => l.Cost)!;
        var pages = body.Draw(layout);
        return new SeatingChart(
            $"{output.Session.Title} · {labels.Version(output.Stamp)}",
            layout.Size,
            [.. pages.Select((marks, i) => new ChartPage([.. frame.Draw(layout.Size, i + 1, pages.Count), .. marks]))],
            layout.Font);
    }

    private static IChartBody Body(PlanOutput output, PlanLabels labels)
    {
        if (output.Seats.Count == 0)
            return new RoundsBody(output, labels);
        var isLong = output.Seats.Any(s => s.Side is not null) || output.Seats.CountBy(s => s.Table).Any(t => t.Value > RoundSeats.Most);
        return isLong ? new LongTableBody(output, labels) : new RoundTablesBody(output, labels);
    }
}
