using System.Globalization;
using Matchmaking.Api.Messages;
using Matchmaking.Core.Sessions;

namespace Matchmaking.Api.Plans.Outputs.Charts;

/// <summary>The head and the foot of every page: what it is about, which plan it was printed from, and whether that plan still holds.</summary>
internal sealed class ChartFrame(PlanOutput output, PlanLabels labels)
{
    private const double TitleFont = 17;
    private const double DetailFont = 9;
    private const double DetailLine = 12.5;
    private const double StampWidth = 132;
    private const double StampHeight = 42;
    private const double HeadHeight = 50;
    private const double BannerHeight = 20;
    private const double FootHeight = 26;
    private const string Separator = "  ·  ";

    private bool HasBanner => output.Stamp.SupersededBy is not null || output.Stamp.Status == PlanStatus.Draft;

    /// <summary>What is left between head and foot.</summary>
    public Area BodyOf(PageSize size)
    {
        var top = PageSize.Margin + HeadHeight + (HasBanner ? BannerHeight + 6 : 0) + 4;
        return new Area(PageSize.Margin, top, size.InnerWidth, size.Height - PageSize.Margin - FootHeight - top - 4);
    }

    public IEnumerable<Mark> Draw(PageSize size, int page, int pages) =>
        [.. Head(size), .. Stamp(size), .. HasBanner ? Banner(size) : [], .. Legend(size), .. Foot(size, page, pages)];

    private IEnumerable<Mark> Head(PageSize size)
    {
        const double X = PageSize.Margin;
        const double Y = PageSize.Margin;
        var width = size.InnerWidth - StampWidth - 14;
        yield return TextMark.Within(width, X, Y + TitleFont - 1, output.Session.Title, TitleFont, bold: true);
        var lines = Wrapped(Details(), width, linesMost: 2);
        for (var i = 0; i < lines.Count; i++)
            yield return TextMark.Within(width, X, Y + TitleFont + 14.5 + (i * DetailLine), lines[i], DetailFont) with { Fill = Ink.Muted };
        yield return new LineMark(X, Y + HeadHeight, X + size.InnerWidth, Y + HeadHeight, Ink.Strong, 1.2);
    }

    private IEnumerable<string> Details()
    {
        var session = output.Session;
        yield return session.Month.ToString();
        yield return output.Chain is var chain && labels.Language == Language.Zh ? chain.Zh : chain.En;
        if (output.Clock is { } clock)
            yield return Format(clock.StartsAt, "yyyy-MM-dd HH:mm") + Format(clock.EndsAt, clock.EndsAt.Date == clock.StartsAt.Date ? "–HH:mm" : "–MM-dd HH:mm");
        if (output.Layout == SessionLayout.Meetings)
            yield return labels.Of("rounds", ("n", session.Rounds), ("minutes", session.RoundMinutes));
        if (!string.IsNullOrWhiteSpace(session.Venue))
            yield return session.Venue;
    }

    /// <summary>Whole parts on a line, as many as fit; the last line takes the rest.</summary>
    private static List<string> Wrapped(IEnumerable<string> parts, double width, int linesMost)
    {
        var lines = new List<string>();
        foreach (var part in parts)
        {
            var joined = lines.Count == 0 ? part : lines[^1] + Separator + part;
            if (lines.Count > 0 && (lines.Count == linesMost || TextMeasure.Width(joined, DetailFont) <= width))
                lines[^1] = joined;
            else
                lines.Add(part);
        }

        return lines;
    }

    private IEnumerable<Mark> Stamp(PageSize size)
    {
        var box = new Area(size.Width - PageSize.Margin - StampWidth, PageSize.Margin, StampWidth, StampHeight);
        yield return new BoxMark(box, Ink.Tint, Ink.Strong, 3, 0.8);
        yield return new TextMark(box.MiddleX, box.Y + 18, labels.Version(output.Stamp), 13) { Bold = true, Anchor = TextAnchor.Middle };
        yield return new TextMark(box.MiddleX, box.Y + 33, output.Stamp.ShortHash, 10) { Anchor = TextAnchor.Middle };
    }

    private IEnumerable<Mark> Banner(PageSize size)
    {
        var box = new Area(PageSize.Margin, PageSize.Margin + HeadHeight + 6, size.InnerWidth, BannerHeight);
        var (text, isOver) = output.Stamp.SupersededBy is { } by
            ? (labels.Of("superseded-banner", ("n", by)), true)
            : (labels["draft-banner"], false);
        yield return isOver ? new BoxMark(box, Ink.Alarm) : new BoxMark(box, Ink.Paper, Ink.Text, 0, 1.2, Dashed: true);
        yield return new TextMark(box.MiddleX, TextMark.BaselineAround(box.MiddleY, 12), text, 12)
        {
            Bold = true,
            Anchor = TextAnchor.Middle,
            Fill = isOver ? Ink.Paper : Ink.Text,
        };
    }

    private IEnumerable<Mark> Legend(PageSize size)
    {
        var font = size.FontMin + 0.5;
        var (x, y) = (PageSize.Margin, size.Height - PageSize.Margin - FootHeight + 13);
        yield return new LineMark(x, y - 10, x + size.InnerWidth, y - 10, Ink.Line);
        var hasGuests = output.Seats.Any(s => s.Party?.Type == PartyType.Guest);
        foreach (var kind in hasGuests ? [PartyType.Startup, PartyType.Fund, PartyType.Guest] : (PartyType[])[PartyType.Startup, PartyType.Fund])
        {
            yield return SeatMark.Bullet(kind, x + 3, y - (0.36 * font), 2.8);
            var text = new TextMark(x + 9, y, labels.Kind(kind), font) { Fill = Ink.Muted };
            yield return text;
            x = text.Area.Right + 12;
        }

        if (output.IsPartial)
            yield return new TextMark(x, y, labels[output.Seats.Any(s => s.Party is null) ? "partial-seats" : "partial"], font) { Fill = Ink.Muted };
    }

    private IEnumerable<Mark> Foot(PageSize size, int page, int pages)
    {
        var font = size.FontMin;
        var (left, right, y) = (PageSize.Margin, size.Width - PageSize.Margin, size.Height - PageSize.Margin);
        yield return new TextMark(right, y - 13, labels.Of("footer-page", ("n", page), ("total", pages)), font + 0.5) { Anchor = TextAnchor.End, Fill = Ink.Muted };
        var stamp = labels.Of("footer-plan", ("n", output.Stamp.Version), ("status", labels.Status(output.Stamp)), ("hash", output.Stamp.ShortHash));
        yield return new TextMark(left, y, stamp, font) { Fill = Ink.Muted };
        var time = Format(RoundClock.Local(output.Session.UpdatedAt), "yyyy-MM-dd HH:mm");
        yield return new TextMark(right, y, labels.Of("footer-session", ("time", time)), font) { Anchor = TextAnchor.End, Fill = Ink.Muted };
    }

    private static string Format(DateTime time, string format) => time.ToString(format, CultureInfo.InvariantCulture);
}
