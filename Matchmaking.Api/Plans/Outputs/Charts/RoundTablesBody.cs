using System.Globalization;
using Matchmaking.Core.Sessions;

namespace Matchmaking.Api.Plans.Outputs.Charts;

/// <summary>Round tables: circles with their seats around them and the names beside the seats.</summary>
internal sealed class RoundTablesBody : IChartBody
{
    private const double LineFactor = 1.45;
    private const double Stretch = 1.2;
    private const double Padding = 6;
    private const double RingStretch = 1.3;
    // A diamond reaches further than a circle.
    private const double Reach = SeatMark.DiamondFactor;
    private const int AcrossMost = 8;
    private const double NameEmsLeast = 6;

    private readonly PlanOutput _output;
    private readonly PlanLabels _labels;
    private readonly List<(int Table, IReadOnlyList<OutputSeat> Seats)> _tables;
    private readonly int _seatsMost;
    private readonly int _numberMost;
    private readonly NameWidths _widths;

    public RoundTablesBody(PlanOutput output, PlanLabels labels)
    {
        (_output, _labels) = (output, labels);
        _tables = [.. output.Seats.GroupBy(s => s.Table).OrderBy(t => t.Key).Select(t => (t.Key, (IReadOnlyList<OutputSeat>)[.. t.OrderBy(s => s.Seat)]))];
        _seatsMost = _tables.Max(t => t.Seats.Count);
        _numberMost = output.Seats.Max(s => s.Seat);
        _widths = new NameWidths(output.Seats.Where(s => s.Party is not null).Select(s => s.Party!.Name));
    }

    public IEnumerable<ChartLayout> Layouts(Area body, PageSize size) =>
        from font in ChartLayout.Fonts(size)
        from across in Enumerable.Range(1, AcrossMost)
        let nameWidth = NameWidth(CellGrid.WidthOf(body, across), size, font)
        where nameWidth >= NameEmsLeast * font && CellHeight(size, font) <= body.Height
        select new ChartLayout(
            size, font, CellGrid.Fill(body, across, _tables.Count, CellHeight(size, font), Stretch), 1, 1, _tables.Count, _widths.ShareOver(nameWidth / font));

    public IReadOnlyList<IReadOnlyList<Mark>> Draw(ChartLayout layout)
    {
        var pages = Enumerable.Range(0, layout.Pages).Select(_ => new List<Mark>()).ToList();
        for (var i = 0; i < _tables.Count; i++)
        {
            var (page, area) = layout.Grid.Cell(i);
            pages[page].AddRange(Table(layout, area, _tables[i].Table, _tables[i].Seats));
        }

        return pages;
    }

    private IEnumerable<Mark> Table(ChartLayout layout, Area area, int table, IReadOnlyList<OutputSeat> seats)
    {
        var (font, small) = (layout.Font, layout.Size.FontMin);
        yield return new BoxMark(area, Ink.Paper, Ink.Faint, 4);
        yield return new TextMark(area.Right - 5, area.Bottom - 4, _labels.Of("stamp", ("n", _output.Stamp.Version), ("hash", _output.Stamp.ShortHash)), small)
        {
            Anchor = TextAnchor.End,
            Fill = Ink.Muted,
        };
        var (x, y) = (area.MiddleX, area.Y + ((area.Height - FootHeight(layout.Size)) / 2));
        var ring = RoomyRing(layout, area);
        var seatRadius = SeatRadius(layout.Size, font);
        yield return new DiscMark(x, y, ring - (Reach * seatRadius) - 2, Ink.Tint, Ink.Strong, 1);
        yield return new TextMark(x, TextMark.BaselineAround(y, font * 1.5), table.ToString(CultureInfo.InvariantCulture), font * 1.5) { Bold = true, Anchor = TextAnchor.Middle };
        for (var i = 0; i < seats.Count; i++)
        {
            var seat = seats[i];
            var (dx, dy, isRight) = RoundSeats.Place(i, seats.Count, ring);
            foreach (var mark in SeatMark.Numbered(seat.Party?.Type, x + dx, y + dy, seatRadius, seat.Seat, small))
                yield return mark;
            if (seat.Party is not { } party)
                continue;
            var reach = Math.Abs(dx) + seatRadius + 3;
            yield return TextMark.Within((area.Width / 2) - reach - Padding, isRight ? x + reach : x - reach, TextMark.BaselineAround(y + dy, font), party.Name, font, party.Type == PartyType.Startup) with
            {
                Anchor = isRight ? TextAnchor.Start : TextAnchor.End,
            };
        }
    }

    /// <summary>Beside the seat that reaches furthest out.</summary>
    private double NameWidth(double cellWidth, PageSize size, double font) => (cellWidth / 2) - Ring(size, font) - SeatRadius(size, font) - 3 - Padding;

    private double CellHeight(PageSize size, double font) => (2 * (Ring(size, font) + Math.Max(SeatRadius(size, font), font))) + (2 * Padding) + FootHeight(size);

    private double Ring(PageSize size, double font)
    {
        var seat = SeatRadius(size, font);
        // The number of the table inside, its seats outside, none of them touching.
        return RoundSeats.Radius(_seatsMost, Math.Max(LineFactor * font, (2 * seat) + 2), seat, (1.9 * font) + (Reach * seat) + 2);
    }

    /// <summary>A larger ring where the cell has room to spare and hardly a name suffers.</summary>
    private double RoomyRing(ChartLayout layout, Area area)
    {
        var ring = Ring(layout.Size, layout.Font);
        var seat = SeatRadius(layout.Size, layout.Font);
        var byHeight = ((area.Height - FootHeight(layout.Size)) / 2) - Padding - Math.Max(Reach * seat, layout.Font);
        var byWidth = ring + NameWidth(area.Width, layout.Size, layout.Font) - (_widths.Usual * layout.Font);
        return Math.Max(ring, Math.Min(Math.Min(byHeight, byWidth), ring * RingStretch));
    }

    private double SeatRadius(PageSize size, double font) => Math.Max(0.62 * font, SeatMark.RadiusFor(_numberMost, size.FontMin));

    private static double FootHeight(PageSize size) => size.FontMin + 3;
}
