using System.Globalization;
using System.Text;

namespace Matchmaking.Api.Plans.Outputs.Charts;

/// <summary>
/// Widths of texts without the font: Chinese characters are 1 em in every Chinese font, Latin ones are taken as wide as in the
/// wider of the fonts that a reader may have, so that what fits here fits there.
/// </summary>
internal static class TextMeasure
{
    private const string Ellipsis = "…";
    private const string Narrow = "ijlIft.,:;!|'`()[]{}-/ ";
    private const string Wide = "mwMW@%";
    private const double BoldFactor = 1.06;

    /// <param name="text">Of one line.</param>
    /// <param name="size">Of the font; the width has the same unit.</param>
    /// <param name="bold">Bold Latin letters are wider; Chinese ones are not.</param>
    public static double Width(string text, double size, bool bold = false)
    {
        var em = 0.0;
        foreach (var rune in text.EnumerateRunes())
            em += Em(rune, bold);
        return em * size;
    }

    /// <summary>The text, or as much of its beginning as fits before an ellipsis.</summary>
    public static string Fit(string text, double size, double width, bool bold = false)
    {
        if (Width(text, size, bold) <= width)
            return text;
        var left = width - Width(Ellipsis, size, bold);
        var kept = new StringBuilder();
        // By what readers take for one character: an emoji and its joiners stay together.
        foreach (var element in Elements(text))
        {
            left -= Width(element, size, bold);
            if (left < 0)
                break;
            kept.Append(element);
        }

        return kept.ToString().TrimEnd() + Ellipsis;
    }

    private static IEnumerable<string> Elements(string text)
    {
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
            yield return elements.GetTextElement();
    }

    private static double Em(Rune rune, bool bold)
    {
        if (rune.Value >= 0x2000)
            return IsInvisible(rune) ? 0 : Symbol(rune);
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)
            return 0;
        var latin = rune.Value switch
        {
            _ when rune.IsAscii && Narrow.Contains((char)rune.Value, StringComparison.Ordinal) => 0.36,
            _ when rune.IsAscii && Wide.Contains((char)rune.Value, StringComparison.Ordinal) => 0.95,
            _ when Rune.IsUpper(rune) => 0.70,
            // Narrow in Latin fonts, a whole square in Chinese ones.
            0xB7 or 0xD7 => 1,
            _ => 0.58,
        };
        return bold ? latin * BoldFactor : latin;
    }

    /// <summary>Chinese characters, full-width signs, dashes and quotation marks; emoji are drawn a little wider.</summary>
    private static double Symbol(Rune rune) => rune.Value >= 0x1F000 ? 1.35 : 1;

    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;
}
