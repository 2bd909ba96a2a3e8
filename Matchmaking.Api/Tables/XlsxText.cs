using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Matchmaking.Api.Tables;

/// <summary>
/// Texts inside a workbook: characters that XML has not are written <c>_xHHHH_</c> (ECMA-376, ST_Xstring), and a text that looks
/// like that already gets its underscore written so, which readers turn back.
/// </summary>
internal static partial class XlsxText
{
    public static string Escape(string text)
    {
        var escaped = LooksEscaped().Replace(text, "_x005F_");
        if (!escaped.Any(IsForeign))
            return escaped;
        var output = new StringBuilder(escaped.Length + 8);
        foreach (var c in escaped)
        {
            if (IsForeign(c))
                output.Append(CultureInfo.InvariantCulture, $"_x{(int)c:X4}_");
            else
                output.Append(c);
        }

        return output.ToString();
    }

    /// <summary>XML 1.0 has none of these; a carriage return it would turn into a line feed.</summary>
    private static bool IsForeign(char c) => c is (< ' ' and not '\t' and not '\n') or '\uFFFE' or '\uFFFF';

    [GeneratedRegex("_(?=x[0-9A-Fa-f]{4}_)")]
    private static partial Regex LooksEscaped();
}
