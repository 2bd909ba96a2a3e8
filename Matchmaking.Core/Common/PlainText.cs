using System.Globalization;
using System.Text;

namespace Matchmaking.Core.Common;

/// <summary>
/// The characters that a text may have. Everything is kept that people write (Chinese, emoji with their joiners, letters
/// with combining marks); refused is what no database, spreadsheet or screen shows as it was meant: unpaired surrogates,
/// control characters, noncharacters, and marks that turn the direction of writing, with which one name is made to look
/// like another.
/// </summary>
public static class PlainText
{
    /// <summary>True when every character may be stored; a text of nothing but invisible characters may not.</summary>
    public static bool IsStorable(string text)
    {
        var (hasVisible, hasInvisible) = (false, false);
        for (var i = 0; i < text.Length;)
        {
            // An unpaired surrogate is no rune.
            if (!Rune.TryGetRuneAt(text, i, out var rune) || IsControl(rune) || IsNoncharacter(rune) || TurnsDirection(rune))
                return false;
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format)
                hasInvisible = true;
            else if (!Rune.IsWhiteSpace(rune))
                hasVisible = true;
            i += rune.Utf16SequenceLength;
        }

        return hasVisible || !hasInvisible;
    }

    /// <summary>False when a line ends or a tab stands inside: what is shown in one cell or one row has neither.</summary>
    public static bool IsSingleLine(string text) => text.AsSpan().IndexOfAny("\t\n\r\u2028\u2029") < 0;

    /// <summary>Number of characters as JSON Schema and PostgreSQL count them: an emoji outside the basic plane is one.</summary>
    public static int Length(string text) => text.EnumerateRunes().Count();

    private static bool IsControl(Rune rune) => Rune.IsControl(rune) && rune.Value is not ('\t' or '\n' or '\r');

    // XML, and with it every spreadsheet, cannot carry them.
    private static bool IsNoncharacter(Rune rune) => (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF;

    // ALM, LRM and RLM, embeddings and overrides, isolates.
    private static bool TurnsDirection(Rune rune) =>
        rune.Value is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
