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
    public static IReadOnlyList<string> Problems(SeatingChart chart) => [.. chart.Pages.SelectMany((page, i) => Of(chart.Size, page).Select(p => $"page {i + 1}: {p}")).Take(4)];

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
                yield return $"{text.Text} is over the edge at {Place(text.Area)}";
            if (text.Text == "…")
                yield return $"nothing is left of {text.Full}";
        }

        texts = [.. texts.OrderBy(t => t.Area.Y)];
        for (var i = 0; i < texts.Count; i++)
        {
            for (var j = i + 1; j < texts.Count && texts[j].Area.Y < texts[i].Area.Bottom; j++)
            {
                if (texts[i].Area.Overlaps(texts[j].Area))
                    yield return $"{texts[i].Text} and {texts[j].Text} overlap at {Place(texts[i].Area)}";
            }
        }

        // A number stands in its seat, or on its table.
        var discs = page.Marks.OfType<DiscMark>().ToList();
        foreach (var disc in discs)
        {
            foreach (var text in texts.Where(t => Distance(disc, t.Area) < disc.Radius && !(t.Text.All(char.IsAsciiDigit) && t.Anchor == TextAnchor.Middle)))
                yield return $"a seat covers {text.Text} at {Place(text.Area)}";
            foreach (var other in discs.Where(o => !ReferenceEquals(o, disc) && Length(o.X - disc.X, o.Y - disc.Y) < o.Radius + disc.Radius))
                yield return $"seats overlap at {disc.X:0} {disc.Y:0} and {other.X:0} {other.Y:0}";
        }

        foreach (var box in page.Marks.OfType<BoxMark>().Where(b => !paper.Contains(b.Area)))
            yield return $"a box is over the edge at {Place(box.Area)}";
    }

    private static double Distance(DiscMark disc, Area area) => Length(
        disc.X - Math.Clamp(disc.X, area.X, area.Right), disc.Y - Math.Clamp(disc.Y, area.Y, area.Bottom));

    private static double Length(double x, double y) => Math.Sqrt((x * x) + (y * y));

    private static string Place(Area area) => string.Create(CultureInfo.InvariantCulture, $"{area.X:0} {area.Y:0}, {area.Width:0} x {area.Height:0}");
}
