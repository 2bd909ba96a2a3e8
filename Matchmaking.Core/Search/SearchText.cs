using System.Globalization;
using System.Text;

namespace Matchmaking.Core.Search;

/// <summary>
/// The form in which texts are searched: compatible characters and letter case folded, accents and invisible format
/// characters dropped, each run of blanks and control characters one blank, none at the ends. Normalising twice changes nothing.
/// </summary>
internal static class SearchText
{
    private const int FirstCombiningAccent = 0x300;
    private const int LastCombiningAccent = 0x36F;

    public static string Normalize(string text)
    {
        var normal = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (CharacterFolding.Find(rune) is not { } folded)
                Append(normal, rune);
            else
                foreach (var part in folded.EnumerateRunes())
                    Append(normal, part);
        }

        return normal.ToString().TrimEnd(' ');
    }

    private static void Append(StringBuilder normal, Rune rune)
    {
        if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
        {
            if (normal.Length > 0 && normal[^1] != ' ')
                normal.Append(' ');
        }
        else if (!IsIgnored(rune))
        {
            normal.Append(Rune.ToLowerInvariant(rune));
        }
    }

    /// <summary>Marks of direction, zero-width blanks and the like, which copied text brings along, and accents set apart from their letter.</summary>
    private static bool IsIgnored(Rune rune) =>
        rune.Value is >= FirstCombiningAccent and <= LastCombiningAccent || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format;
}
