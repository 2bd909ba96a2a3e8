using Matchmaking.Api.Contracts;
using Matchmaking.Core.Sessions;

namespace Matchmaking.Api.Plans.Outputs.Charts;

/// <summary>
/// The long table: seen from above, its seats along both sides, names outwards. A table too long for the page is cut into parts.
/// Also for round tables of more seats than a circle on paper holds.
/// </summary>
internal sealed class LongTableBody : IChartBody
{
    private const double Stretch = 1.6;
    private const double Padding = 8;
    private const double SeatGap = 3;
    private const int AcrossMost = 6;
    private const double NameEmsLeast = 6;

    private readonly PlanOutput _output;
    private readonly PlanLabels _labels;
    private readonly List<(int Table, Dictionary<(TableSide Side, int Row), OutputSeat> Seats, List<int> Rows)> _tables;
    private readonly int _numberMost;
    private readonly NameWidths _widths;

    public LongTableBody(PlanOutput output, PlanLabels labels)
    {
        (_output, _labels) = (output, labels);
        _tables =
        [
            .. output.Seats.GroupBy(s => s.Table).OrderBy(t => t.Key).Select(t => (
                t.Key,
                Placed(t),
                Placed(t).Keys.Select(s => s.Row).Distinct().Order().ToList())),
        ];
        _numberMost = output.Seats.Max(s => s.Seat);
        _widths = new NameWidths(output.Seats.Where(s => s.Party is not null).Select(s => s.Party!.Name));
    }

    public IEnumerable<ChartLayout> Layouts(Area body, PageSize size) =>
        from font in ChartLayout.Fonts(size)
        from across in Enumerable.Range(1, AcrossMost)
        let layout = Layout(body, size, font, across)
        where layout is not null
        select layout;

    public IReadOnlyList<IReadOnlyList<Mark>> Draw(ChartLayout layout)
    {
        var pages = Enumerable.Range(0, layout.Pages).Select(_ => new List<Mark>()).ToList();
        var cell = 0;
        foreach (var (table, seats, rows) in _tables)
        {
            var parts = Parts(rows.Count, layout.Rows);
            for (var part = 0; part < parts; part++)
            {
                var (page, area) = layout.Grid.Cell(cell++);
                var title = Title(table);
                if (parts > 1)
                    title = _labels.Of("long-table-part", ("table", title), ("part", part + 1), ("parts", parts));
                pages[page].AddRange(Part(layout, area, title, seats, [.. rows.Skip(part * layout.Rows).Take(layout.Rows)], part > 0, part < parts - 1));
            }
        }

        return pages;
    }

    private ChartLayout? Layout(Area body, PageSize size, double font, int across)
    {
        var nameWidth = NameWidth(CellGrid.WidthOf(body, across), size, font);
        var rowsMost = (int)((body.Height - HeadHeight(font) - FootHeight(size)) / LineHeight(size, font));
        if (nameWidth < NameEmsLeast * font || rowsMost < 1)
            return null;
        var longest = _tables.Max(t => t.Rows.Count);
        var rows = (longest + Parts(longest, rowsMost) - 1) / Parts(longest, rowsMost);
        var cells = _tables.Sum(t => Parts(t.Rows.Count, rows));
        var height = HeadHeight(font) + (rows * LineHeight(size, font)) + FootHeight(size);
        return new ChartLayout(size, font, CellGrid.Fill(body, across, cells, height, Stretch), 1, rows, cells, _widths.ShareOver(nameWidth / font));
    }

    private IEnumerable<Mark> Part(
        ChartLayout layout, Area area, string title, Dictionary<(TableSide Side, int Row), OutputSeat> seats, IReadOnlyList<int> rows, bool isContinued, bool continues)
    {
        var (font, small) = (layout.Font, layout.Size.FontMin);
        var seatRadius = SeatRadius(layout.Size, font);
        var line = (area.Height - HeadHeight(font) - FootHeight(layout.Size)) / layout.Rows;
        var half = TableWidth(font) / 2;
        yield return new BoxMark(area, Ink.Paper, Ink.Faint, 4);
        yield return new TextMark(area.MiddleX, area.Y + (1.9 * font), title, font * 1.2) { Bold = true, Anchor = TextAnchor.Middle };
        var reach = half + SeatGap + (2 * seatRadius) + SeatGap + 1;
        foreach (var (side, x, anchor) in IsRound ? [] : new[] { (TableSide.Left, area.MiddleX - reach, TextAnchor.End), (TableSide.Right, area.MiddleX + reach, TextAnchor.Start) })
            yield return new TextMark(x, area.Y + (1.9 * font), _labels[side == TableSide.Left ? "left" : "right"], font) { Anchor = anchor, Fill = Ink.Muted };
        yield return new TextMark(area.Right - 5, area.Bottom - 4, _labels.Of("stamp", ("n", _output.Stamp.Version), ("hash", _output.Stamp.ShortHash)), small)
        {
            Anchor = TextAnchor.End,
            Fill = Ink.Muted,
        };

        var top = area.Y + HeadHeight(font);
        var tableArea = new Area(area.MiddleX - half, top, 2 * half, rows.Count * line);
        // An end that is cut has no round corners.
        yield return new BoxMark(tableArea, Ink.Tint, Ink.Strong, isContinued || continues ? 0 : 4, 1);
        for (var i = 0; i < rows.Count; i++)
        {
            var y = top + ((i + 0.5) * line);
            foreach (var side in new[] { TableSide.Left, TableSide.Right })
            {
                if (!seats.TryGetValue((side, rows[i]), out var seat))
                    continue;
                var direction = side == TableSide.Left ? -1 : 1;
                foreach (var mark in SeatMark.Numbered(seat.Party?.Type, area.MiddleX + (direction * (half + SeatGap + seatRadius)), y, seatRadius, seat.Seat, small))
                    yield return mark;
                if (seat.Party is not { } party)
                    continue;
                var width = NameWidth(area.Width, layout.Size, font);
                yield return TextMark.Within(width, area.MiddleX + (direction * reach), TextMark.BaselineAround(y, font), party.Name, font, party.Type == PartyType.Startup) with
                {
                    Anchor = direction < 0 ? TextAnchor.End : TextAnchor.Start,
                };
            }
        }
    }

    private bool IsRound => _output.Layout == SessionLayout.RoundTables;

    private string Title(int table) => IsRound ? _labels.Of("table-number", ("n", table))
        : _tables.Count == 1 ? _labels["long-table"]
        : _labels.Of("long-table-number", ("n", table));

    /// <summary>Seats by side and row; around a round table the first half goes down the right side and the rest up the left.</summary>
    private static Dictionary<(TableSide Side, int Row), OutputSeat> Placed(IEnumerable<OutputSeat> seats)
    {
        var all = seats.ToList();
        if (all.Any(s => s.Side is not null))
            return all.ToDictionary(s => (s.Side ?? TableSide.Left, s.Seat));
        var half = (all.Count + 1) / 2;
        return all.OrderBy(s => s.Seat).Index().ToDictionary(s => s.Index < half ? (TableSide.Right, s.Index + 1) : (TableSide.Left, all.Count - s.Index), s => s.Item);
    }

    private static int Parts(int rows, int rowsMost) => Math.Max(1, (rows + rowsMost - 1) / rowsMost);

    private double NameWidth(double cellWidth, PageSize size, double font) =>
        (cellWidth / 2) - (TableWidth(font) / 2) - (2 * SeatGap) - 1 - (2 * SeatRadius(size, font)) - Padding;

    private double LineHeight(PageSize size, double font) => Math.Max(1.45 * font, (2 * SeatRadius(size, font)) + 2);

    private double SeatRadius(PageSize size, double font) => Math.Max(0.62 * font, SeatMark.RadiusFor(_numberMost, size.FontMin));

    // Wide enough for its title above it.
    private double TableWidth(double font) => Math.Max(5 * font, TextMeasure.Width(LongestTitle(), font * 1.2, bold: true) + font);

    private string LongestTitle() => _labels.Of("long-table-part", ("table", Title(_tables[^1].Table)), ("part", 10), ("parts", 10));

    private static double HeadHeight(double font) => 2.9 * font;

    private static double FootHeight(PageSize size) => size.FontMin + 9;
}
