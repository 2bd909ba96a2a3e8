using System.Globalization;
using System.Text;

namespace Matchmaking.Core.Search;

/// <summary>
/// The pieces by which a text is found without reading it: of a run of Han characters or kana every one and every two neighbours,
/// since most Chinese words have two; of a run of other letters and digits every one, two and three neighbours.
/// </summary>
internal static class SearchTokens
{
    /// <summary>Changes with the way in which texts become tokens.</summary>
    public const int Version = 1;

    private const int IdeographsMax = 2;
    private const int LettersMax = 3;

    private enum Script
    {
        None,
        Ideographs,
        Letters,
    }

    /// <summary>Every piece of a normalised text, for the index.</summary>
    public static HashSet<string> OfText(string normal)
    {
        var pieces = new HashSet<string>(StringComparer.Ordinal);
        foreach (var run in Runs(normal))
        {
            for (var length = 1; length <= run.Longest; length++)
            {
                foreach (var piece in run.Pieces(length))
                    pieces.Add(piece);
            }
        }

        return pieces;
    }

    /// <summary>The longest pieces of each run of a normalised term: every text with the term in it has them.</summary>
    public static IReadOnlyList<string> OfTerm(string normal) =>
        [.. Runs(normal).SelectMany(r => r.Pieces(Math.Min(r.Longest, r.Count))).Distinct(StringComparer.Ordinal)];

    private static IEnumerable<Run> Runs(string normal)
    {
        var (script, place) = (Script.None, 0);
        var starts = new List<int>();
        foreach (var rune in normal.EnumerateRunes())
        {
            var next = ScriptOf(rune);
            if (next != script && starts.Count > 0)
            {
                yield return new Run(normal, [.. starts, place], Longest(script));
                starts.Clear();
            }

            script = next;
            if (script != Script.None)
                starts.Add(place);
            place += rune.Utf16SequenceLength;
        }

        if (starts.Count > 0)
            yield return new Run(normal, [.. starts, place], Longest(script));
    }

    private static int Longest(Script script) => script == Script.Ideographs ? IdeographsMax : LettersMax;

    private static Script ScriptOf(Rune rune)
    {
        if (IsIdeograph(rune.Value))
            return Script.Ideographs;
        return Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            ? Script.Letters
            : Script.None;
    }

    /// <summary>Characters of scripts without blanks between words: 々 and 〇, kana, the blocks of Han characters.</summary>
    private static bool IsIdeograph(int code) =>
        code is >= 0x3005 and <= 0x3007 or >= 0x3041 and <= 0x30FF or >= 0x3400 and <= 0x4DBF or >= 0x4E00 and <= 0x9FFF or >= 0xF900 and <= 0xFAFF
            or >= 0x20000 and <= 0x3FFFF;

    /// <param name="Text">The text that it stands in.</param>
    /// <param name="Bounds">Where its characters begin, and where the last one ends.</param>
    /// <param name="Longest">Characters of a piece at most.</param>
    private sealed record Run(string Text, int[] Bounds, int Longest)
    {
        public int Count => Bounds.Length - 1;

        public IEnumerable<string> Pieces(int length)
        {
            for (var i = 0; i + length <= Count; i++)
                yield return Text[Bounds[i]..Bounds[i + length]];
        }
    }
}
