using System.Globalization;
using System.Text;

namespace Matchmaking.Core.Search;

/// <summary>
/// The pieces by which a text is found without reading it. Every character of a run of Han characters or kana begins a piece
/// of two, since most Chinese words have two; every one of a run of other letters and digits a piece of three; the last ones
/// of a run begin shorter pieces. What is shorter than a piece is found as the beginning of one, so that single characters
/// need no pieces of their own: with them an index took twice the space and more than twice the time to write.
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
    public static IReadOnlySet<string> OfText(string normal) =>
        Runs(normal).SelectMany(r => Enumerable.Range(0, r.Run.Length).Select(start => Piece(r.Run, start, r.Longest))).ToHashSet(StringComparer.Ordinal);

    /// <summary>The whole pieces that every text with this normalised term in it has; none when all runs of the term are short.</summary>
    public static IReadOnlyList<string> OfTerm(string normal)
    {
        var pieces = Runs(normal).Where(r => r.Run.Length >= r.Longest)
            .SelectMany(r => Enumerable.Range(0, r.Run.Length - r.Longest + 1).Select(start => Piece(r.Run, start, r.Longest)));
        return [.. pieces.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The longest run of a term of short runs: some piece of every text with the term in it begins so. Null for a term without runs.</summary>
    public static string? PrefixOfTerm(string normal) =>
        Runs(normal).OrderByDescending(r => r.Run.Length).Select(r => string.Concat(r.Run)).FirstOrDefault();

    private static string Piece(Rune[] run, int start, int longest) => string.Concat(run[start..Math.Min(start + longest, run.Length)]);

    private static IEnumerable<(Rune[] Run, int Longest)> Runs(string normal)
    {
        var run = new List<Rune>();
        var script = Script.None;
        foreach (var rune in normal.EnumerateRunes())
        {
            var next = ScriptOf(rune);
            if (next != script && run.Count > 0)
            {
                yield return ([.. run], Longest(script));
                run.Clear();
            }

            script = next;
            if (script != Script.None)
                run.Add(rune);
        }

        if (run.Count > 0)
            yield return ([.. run], Longest(script));
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
}
