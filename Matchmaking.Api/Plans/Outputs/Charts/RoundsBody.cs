using System.Globalization;
using Matchmaking.Core.Sessions;

namespace Matchmaking.Api.Plans.Outputs.Charts;

/// <summary>
/// Meetings: a panel a round, the same tables at the same place in each, so that one sees who moves where. Rounds and tables
/// without any meeting are left out; a table that is free in one round stays as an empty card, which says so where it is out of use.
/// </summary>
internal sealed class RoundsBody(PlanOutput output, PlanLabels labels) : IChartBody
{
    private const double HeadFactor = 1.15;
    private const double Stretch = 1.45;
    private const double Padding = 4;
    private const double CardGap = 3;
    private const int PanelsAcrossMost = 8;
    private const int ColumnsMost = 8;
    // Names of fewer letters than this are no names.
    private const double NameEmsLeast = 6;

    private readonly List<int> _tables = [.. output.Meetings.Select(m => m.Table).Distinct().Order()];
    private readonly List<int> _rounds = [.. output.Meetings.Select(m => m.Round).Distinct().Order()];
    private readonly Dictionary<(int Round, int Table), OutputMeeting> _meetings = output.Meetings.ToDictionary(m => (m.Round, m.Table));
    private readonly NameWidths _widths = new(output.Meetings.SelectMany(m => new[] { m.Startup.Name, m.Fund.Name }));

    public IEnumerable<ChartLayout> Layouts(Area body, PageSize size)
    {
        if (_rounds.Count == 0)
            return [new ChartLayout(size, size.FontMin, CellGrid.Fill(body, 1, 1, body.Height, 1), 1, 1, 1, 0)];
        return from font in ChartLayout.Fonts(size)
               from across in Enumerable.Range(1, PanelsAcrossMost)
               from columns in Enumerable.Range(1, Math.Min(ColumnsMost, _tables.Count))
               let layout = Layout(body, size, font, across, columns)
               where layout is not null
               select layout;
    }

    public IReadOnlyList<IReadOnlyList<Mark>> Draw(ChartLayout layout)
    {
        var pages = Enumerable.Range(0, layout.Pages).Select(_ => new List<Mark>()).ToList();
        if (_rounds.Count == 0)
        {
            var body = layout.Grid.Body;
            pages[0].Add(new TextMark(body.MiddleX, body.Y + 60, labels["nothing"], 14) { Anchor = TextAnchor.Middle, Fill = Ink.Muted });
            return pages;
        }

        var perPart = layout.Rows * layout.Columns;
        var parts = layout.Cells / _rounds.Count;
        for (var cell = 0; cell < layout.Cells; cell++)
        {
            var (round, part) = Math.DivRem(cell, parts);
            var (page, area) = layout.Grid.Cell(cell);
            pages[page].AddRange(Panel(layout, area, _rounds[round], [.. _tables.Skip(part * perPart).Take(perPart)], part + 1, parts));
        }

        return pages;
    }

    private ChartLayout? Layout(Area body, PageSize size, double font, int across, int columns)
    {
        var panelWidth = CellGrid.WidthOf(body, across);
        if (panelWidth < HeadWidth(size, font) || NameWidth(CardWidth(panelWidth, columns), font) < NameEmsLeast * font)
            return null;
        var rows = (_tables.Count + columns - 1) / columns;
        var rowsMost = (int)((body.Height - HeadHeight(font) - Padding) / CardHeight(font));
        if (rowsMost < 1)
            return null;
        // As even parts as there can be, so that no panel is nearly empty.
        var parts = (rows + rowsMost - 1) / rowsMost;
        rows = (rows + parts - 1) / parts;
        parts = (_tables.Count + (rows * columns) - 1) / (rows * columns);
        var cells = _rounds.Count * parts;
        var grid = CellGrid.Fill(body, across, cells, HeadHeight(font) + Padding + (rows * CardHeight(font)), Stretch);
        return new ChartLayout(size, font, grid, columns, rows, cells, _widths.ShareOver(NameWidth(CardWidth(panelWidth, columns), font) / font));
    }

    private IEnumerable<Mark> Panel(ChartLayout layout, Area area, int round, IReadOnlyList<int> tables, int part, int parts)
    {
        var font = layout.Font;
        var head = new Area(area.X, area.Y, area.Width, HeadHeight(font));
        yield return new BoxMark(area, Ink.Paper, Ink.Line, 3);
        yield return new BoxMark(head, Ink.Strong, null, 3);
        foreach (var mark in Heading(layout, head, round, part, parts))
            yield return mark;

        var cardHeight = (area.Height - head.Height - Padding) / layout.Rows;
        var cardWidth = CardWidth(area.Width, layout.Columns);
        for (var i = 0; i < tables.Count; i++)
        {
            // Down the column first, as one looks a number up.
            var (column, row) = Math.DivRem(i, layout.Rows);
            var card = new Area(area.X + Padding + (column * (cardWidth + Padding)), head.Bottom + Padding + (row * cardHeight), cardWidth, cardHeight - CardGap);
            var marks = _meetings.GetValueOrDefault((round, tables[i])) is { } meeting
                ? Card(card, font, tables[i], meeting)
                : EmptyCard(card, font, tables[i], output.ClosedTables.Contains(tables[i]) && round >= output.ClosedFrom);
            foreach (var mark in marks)
                yield return mark;
        }
    }

    private IEnumerable<Mark> Heading(ChartLayout layout, Area head, int round, int part, int parts)
    {
        var font = layout.Font * HeadFactor;
        var y = TextMark.BaselineAround(head.MiddleY, font);
        var title = new TextMark(head.X + 6, y, RoundTitle(round, part, parts), font) { Bold = true, Fill = Ink.Paper };
        yield return title;
        if (output.Clock is { } clock)
            yield return new TextMark(title.Area.Right + font, y, Times(clock, round), font) { Fill = Ink.Paper };
        yield return new TextMark(head.Right - 6, TextMark.BaselineAround(head.MiddleY, layout.Size.FontMin), StampText(), layout.Size.FontMin)
        {
            Anchor = TextAnchor.End,
            Fill = Ink.Paper,
        };
    }

    private static TextMark Number(Area card, double font, int table) => new(
        Badge(card, font).MiddleX, TextMark.BaselineAround(card.MiddleY, font * 1.1), table.ToString(CultureInfo.InvariantCulture), font * 1.1)
    { Anchor = TextAnchor.Middle };

    private static Area Badge(Area card, double font) => card with { Width = BadgeWidth(font) };

    private IEnumerable<Mark> EmptyCard(Area card, double font, int table, bool isClosed)
    {
        yield return new BoxMark(card, Ink.Paper, Ink.Faint, 2.5, 0.6, Dashed: true);
        yield return Number(card, font, table) with { Fill = Ink.Muted };
        if (!isClosed)
            yield break;
        var x = Badge(card, font).Right + 6 + (0.64 * font);
        yield return TextMark.Within(NameWidth(card.Width, font), x, TextMark.BaselineAround(card.MiddleY, font), labels["table-closed"], font) with { Fill = Ink.Muted };
    }

    private static IEnumerable<Mark> Card(Area card, double font, int table, OutputMeeting meeting)
    {
        var badge = Badge(card, font);
        yield return new BoxMark(card, Ink.Paper, Ink.Line, 2.5);
        yield return new BoxMark(badge.Inset(0.4), Ink.Tint, null, 2.2);
        yield return Number(card, font, table) with { Bold = true };
        var width = NameWidth(card.Width, font);
        var (bullet, x) = (badge.Right + 3 + (0.32 * font), badge.Right + 6 + (0.64 * font));
        var (upper, lower) = (card.Y + (card.Height * 0.29), card.Y + (card.Height * 0.71));
        yield return SeatMark.Bullet(PartyType.Startup, bullet, upper, 0.3 * font);
        yield return TextMark.Within(width, x, TextMark.BaselineAround(upper, font), meeting.Startup.Name, font, bold: true);
        yield return SeatMark.Bullet(PartyType.Fund, bullet, lower, 0.3 * font);
        yield return TextMark.Within(width, x, TextMark.BaselineAround(lower, font), meeting.Fund.Name, font);
    }

    private string RoundTitle(int round, int part, int parts) =>
        parts == 1 ? labels.Of("round", ("n", round)) : labels.Of("round-part", ("n", round), ("part", part), ("parts", parts));

    private static string Times(RoundClock clock, int round) => string.Create(CultureInfo.InvariantCulture, $"{clock.Start(round):HH:mm}–{clock.End(round):HH:mm}");

    private string StampText() => labels.Of("stamp", ("n", output.Stamp.Version), ("hash", output.Stamp.ShortHash));

    /// <summary>What the heading of the last round, in parts, needs.</summary>
    private double HeadWidth(PageSize size, double font) =>
        12 + (2.5 * font) + TextMeasure.Width(RoundTitle(_rounds[^1], 10, 10), font * HeadFactor, bold: true)
        + (output.Clock is null ? 0 : TextMeasure.Width("00:00–00:00", font * HeadFactor)) + TextMeasure.Width(StampText(), size.FontMin);

    private static double HeadHeight(double font) => (1.5 * font * HeadFactor) + 3;

    private static double CardHeight(double font) => (2.55 * font) + 3 + CardGap;

    private static double CardWidth(double panelWidth, int columns) => (panelWidth - ((columns + 1) * Padding)) / columns;

    private static double BadgeWidth(double font) => 2.4 * font;

    private static double NameWidth(double cardWidth, double font) => cardWidth - BadgeWidth(font) - 6 - (0.64 * font) - 4;
}
