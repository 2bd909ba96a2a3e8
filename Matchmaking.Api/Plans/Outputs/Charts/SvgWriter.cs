using System.Globalization;
using System.Xml;

namespace Matchmaking.Api.Plans.Outputs.Charts;

/// <summary>
/// Writes a chart as SVG: the sheets below each other, each as large as the paper, so that a browser prints one a page. Plain
/// shapes and attributes, no scripts, nothing that is loaded.
/// </summary>
internal static class SvgWriter
{
    private const string Namespace = "http://www.w3.org/2000/svg";
    private const string Fonts = "'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC',sans-serif";

    /// <param name="chart">What to write.</param>
    /// <param name="page">One page alone, from 1; null: all.</param>
    /// <param name="stamp">Also for programs that read the file.</param>
    /// <param name="language">As in xml:lang.</param>
    public static byte[] Write(SeatingChart chart, int? page, PlanStamp stamp, string language)
    {
        IReadOnlyList<ChartPage> pages = page is { } one ? [chart.Pages[one - 1]] : chart.Pages;
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new System.Text.UTF8Encoding(false) }))
        {
            xml.WriteStartElement("svg", Namespace);
            Root(xml, chart, pages.Count, stamp, language);
            for (var i = 0; i < pages.Count; i++)
                Page(xml, chart.Size, pages[i], i);
            xml.WriteEndElement();
        }

        return stream.ToArray();
    }

    private static void Root(XmlWriter xml, SeatingChart chart, int pages, PlanStamp stamp, string language)
    {
        var size = chart.Size;
        xml.WriteAttributeString("width", $"{size.WidthMm}mm");
        xml.WriteAttributeString("height", $"{size.HeightMm * pages}mm");
        xml.WriteAttributeString("viewBox", $"0 0 {Number(size.Width)} {Number(size.Height * pages)}");
        xml.WriteAttributeString("xml", "lang", null, language);
        xml.WriteAttributeString("role", "img");
        xml.WriteAttributeString("font-family", Fonts);
        xml.WriteAttributeString("data-plan-version", stamp.Version.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("data-plan-hash", stamp.Hash);
        xml.WriteElementString("title", Namespace, Clean(chart.Title));
        xml.WriteElementString("style", Namespace, $"@page{{size:{size.WidthMm}mm {size.HeightMm}mm;margin:0}}");
    }

    private static void Page(XmlWriter xml, PageSize size, ChartPage page, int index)
    {
        xml.WriteStartElement("g", Namespace);
        xml.WriteAttributeString("class", "page");
        if (index > 0)
            xml.WriteAttributeString("transform", $"translate(0 {Number(index * size.Height)})");
        Box(xml, new BoxMark(new Area(0, 0, size.Width, size.Height), Ink.Paper));
        foreach (var mark in page.Marks)
        {
            // Never inside of a text, where it would be seen.
            xml.WriteWhitespace("\n");
            Draw(xml, mark);
        }

        xml.WriteEndElement();
    }

    private static void Draw(XmlWriter xml, Mark mark)
    {
        switch (mark)
        {
            case BoxMark box:
                Box(xml, box);
                break;
            case DiscMark disc:
                Start(xml, "circle", ("cx", disc.X), ("cy", disc.Y), ("r", disc.Radius));
                Paint(xml, disc.Fill, disc.Stroke, disc.StrokeWidth, disc.Dashed);
                xml.WriteEndElement();
                break;
            case DiamondMark d:
                Start(xml, "path");
                xml.WriteAttributeString("d", $"M{Number(d.X)} {Number(d.Y - d.Radius)}L{Number(d.X + d.Radius)} {Number(d.Y)}L{Number(d.X)} {Number(d.Y + d.Radius)}L{Number(d.X - d.Radius)} {Number(d.Y)}Z");
                Paint(xml, d.Fill, d.Stroke, d.StrokeWidth, dashed: false);
                xml.WriteEndElement();
                break;
            case LineMark line:
                Start(xml, "line", ("x1", line.X1), ("y1", line.Y1), ("x2", line.X2), ("y2", line.Y2));
                Paint(xml, null, line.Stroke, line.StrokeWidth, dashed: false);
                xml.WriteEndElement();
                break;
            case TextMark text:
                Text(xml, text);
                break;
            default:
                throw new InvalidOperationException($"Not drawn: {mark.GetType().Name}");
        }
    }

    private static void Box(XmlWriter xml, BoxMark box)
    {
        Start(xml, "rect", ("x", box.Area.X), ("y", box.Area.Y), ("width", box.Area.Width), ("height", box.Area.Height));
        if (box.Radius > 0)
            xml.WriteAttributeString("rx", Number(box.Radius));
        Paint(xml, box.Fill, box.Stroke, box.StrokeWidth, box.Dashed);
        xml.WriteEndElement();
    }

    private static void Text(XmlWriter xml, TextMark text)
    {
        Start(xml, "text", ("x", text.X), ("y", text.Y), ("font-size", text.Size));
        xml.WriteAttributeString("fill", text.Fill);
        if (text.Bold)
            xml.WriteAttributeString("font-weight", "700");
        if (text.Anchor != TextAnchor.Start)
            xml.WriteAttributeString("text-anchor", text.Anchor == TextAnchor.Middle ? "middle" : "end");
        if (text.Full is not null)
            xml.WriteElementString("title", Namespace, Clean(text.Full));
        xml.WriteString(Clean(text.Text));
        xml.WriteEndElement();
    }

    private static void Start(XmlWriter xml, string name, params ReadOnlySpan<(string Name, double Value)> numbers)
    {
        xml.WriteStartElement(name, Namespace);
        foreach (var (attribute, value) in numbers)
            xml.WriteAttributeString(attribute, Number(value));
    }

    private static void Paint(XmlWriter xml, string? fill, string? stroke, double strokeWidth, bool dashed)
    {
        if (fill is not null)
            xml.WriteAttributeString("fill", fill);
        if (stroke is null)
            return;
        xml.WriteAttributeString("stroke", stroke);
        xml.WriteAttributeString("stroke-width", Number(strokeWidth));
        if (dashed)
            xml.WriteAttributeString("stroke-dasharray", "2.5 2");
    }

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>One line that XML can carry, whatever an older version let into a name.</summary>
    private static string Clean(string text) =>
        string.Concat(text.EnumerateRunes().Select(r => r.Value is '\t' or '\n' or '\r' ? " " : r.Value < ' ' || (r.Value & 0xFFFE) == 0xFFFE ? "\uFFFD" : r.ToString()));
}
