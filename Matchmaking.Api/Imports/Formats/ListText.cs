using System.Buffers;
using System.Text;

namespace Matchmaking.Api.Imports.Formats;

/// <summary>
/// Lists in one cell, separated by <c>、 ， ； ， | ; ,</c> or line breaks. An item that holds such a character stands in double quotes, with
/// quotes inside doubled, so that every list can be written and read back.
/// </summary>
internal static class ListText
{
    private const char Quote = '"';

    private static readonly SearchValues<char> _separators = SearchValues.Create("、,，;；|\n\r");
    private static readonly SearchValues<char> _special = SearchValues.Create("、,，;；|\n\r\"");

    /// <summary>The items, blanks around them and empty ones left out.</summary>
    public static IReadOnlyList<string> Split(string text)
    {
        var items = new List<string>();
        var at = 0;
        while (at < text.Length)
        {
            while (at < text.Length && (char.IsWhiteSpace(text[at]) || _separators.Contains(text[at])))
                at++;
            if (at == text.Length)
                break;
            var item = text[at] == Quote && TryQuoted(text, at, out var quoted, out var end) ? quoted : Plain(text, at, out end);
            if (item.Length > 0)
                items.Add(item);
            at = end;
        }

        return items;
    }

    public static string Join(IEnumerable<string> items, string separator) => string.Join(separator, items.Select(Write));

    private static string Write(string item) =>
        item.AsSpan().IndexOfAny(_special) < 0 ? item : $"{Quote}{item.Replace("\"", "\"\"", StringComparison.Ordinal)}{Quote}";

    private static string Plain(string text, int start, out int end)
    {
        var length = text.AsSpan(start).IndexOfAny(_separators);
        end = length < 0 ? text.Length : start + length;
        return text[start..end].Trim();
    }

    /// <summary>False where the quote is part of a plain text: it is not closed, or more follows than a separator.</summary>
    private static bool TryQuoted(string text, int start, out string item, out int end)
    {
        var content = new StringBuilder();
        for (end = start + 1; end < text.Length; end++)
        {
            if (text[end] != Quote)
            {
                content.Append(text[end]);
            }
            else if (end + 1 < text.Length && text[end + 1] == Quote)
            {
                content.Append(Quote);
                end++;
            }
            else
            {
                end++;
                item = content.ToString();
                var rest = text.AsSpan(end).TrimStart(' ');
                return rest.IsEmpty || _separators.Contains(rest[0]);
            }
        }

        item = "";
        return false;
    }
}
