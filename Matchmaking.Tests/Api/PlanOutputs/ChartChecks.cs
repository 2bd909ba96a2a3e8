using System.Globalization;
using Matchmaking.Api.Plans.Outputs;
using Matchmaking.Api.Plans.Outputs.Charts;

namespace Matchmaking.Tests.Api.PlanOutputs;

/// <summary>Judges a chart by its layout.</summary>
internal static class ChartChecks
{
    // Half of what printers leave white.
    private const double Edge = 10;

    /// <summary>What would be seen at a glance: letters over letters or over a seat, over the edge of the paper, too small.</summary>
    public static IReadOnlyList<string> Problems(SeatingChart chart) => [.. chart.Pages.SelectMany((page, i) => Of(chart.Size, page).Select(p => $"page {i + 1}: {p}")).Take(10)];

    /// <summary>Meetings and seats that are not on the paper as often as they should be.</summary>
    public static IReadOnlyList<string> Missing(SeatingChart chart, PlanOutput output)
    {
        var shown = Texts(chart).CountBy(t => t.Full ?? t.Text).ToDictionary();
        var wanted = output.Meetings.SelectMany(m => new[] { m.Startup.Name, m.Fund.Name }).Concat(output.Seats.Where(s => s.Party is not null).Select(s => s.Party!.Name));
        return [.. wanted.CountBy(n => n).Where(n => shown.GetValueOrDefault(n.Key) < n.Value).Select(n => string.Create(CultureInfo.InvariantCulture, $"{n.Key} {shown.GetValueOrDefault(n.Key)}/{n.Value}"))];
    }

    public static IReadOnlyList<int> PagesWithoutStamp(SeatingChart chart, PlanOutput output) =>
        [.. chart.Pages.Index().Where(p => p.Item.Marks.OfType<TextMark>().Count(t => t.Text.Contains(output.Stamp.ShortHash, StringComparison.Ordinal)) < 2).Select(p => p.Index)];

    public static IEnumerable<TextMark> Texts(SeatingChart chart) => chart.Pages.SelectMany(p => p.Marks).OfType<TextMark>();

    private static IEnumerable<string> Of(PageSize size, ChartPage page)
    {
        var paper = new Area(Edge, Edge, size.Width - (2 * Edge), size.Height - (2 * Edge));
        var texts = page.Marks.OfType<TextMark>().ToList();
        foreach (var text in texts)
        {
            if (text.Size < size.FontMin)
                yield return $"{text.Text} has {text.Size} pt";
            if (!paper.Contains(text.Area))
                yield return $"{text.Text} is over the edge: {text.Area}";
            if (text.Text == "…")
                yield return $"nothing is left of {text.Full}";
        }

        // Numbers stand in their seats; names must not.
        var discs = page.Marks.OfType<DiscMark>().Select(d => new Area(d.X - d.Radius, d.Y - d.Radius, 2 * d.Radius, 2 * d.Radius)).ToList();
        var things = texts.Select(t => (t.Area, Text: (string?)t.Text)).Concat(discs.Select(d => (Area: d, Text: (string?)null))).OrderBy(t => t.Area.Y).ToList();
        for (var i = 0; i < things.Count; i++)
        {
            for (var j = i + 1; j < things.Count && things[j].Area.Y < things[i].Area.Bottom; j++)
            {
                if (things[i].Area.Overlaps(things[j].Area) && !IsNumberInSeat(things[i].Text, things[j].Text))
                    yield return $"{things[i].Text ?? "a seat"} {things[i].Area} and {things[j].Text ?? "a seat"} {things[j].Area} overlap";
            }
        }

        foreach (var box in page.Marks.OfType<BoxMark>().Where(b => !paper.Contains(b.Area)))
            yield return $"a box is over the edge: {box.Area}";
    }

    private static bool IsNumberInSeat(string? one, string? other) => (one is null) != (other is null) && (one ?? other)!.All(char.IsAsciiDigit);
}
