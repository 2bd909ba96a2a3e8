using System.Globalization;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace Matchmaking.Api.Plans.Outputs;

/// <summary>The name to save an output under: the session's title for people, plain ASCII for programs that know no other; both with version and hash.</summary>
internal static class PlanFileName
{
    private const int TitleMost = 80;

    // What Windows, the strictest, takes for something else.
    private const string Forbidden = "\"*/:<>?\\|%";

    /// <param name="output">Of which plan.</param>
    /// <param name="extension">Such as csv.</param>
    /// <param name="attached">To be saved rather than shown.</param>
    public static string Disposition(PlanOutput output, string extension, bool attached)
    {
        var stamp = string.Create(CultureInfo.InvariantCulture, $"v{output.Stamp.Version}-{output.Stamp.ShortHash}.{extension}");
        var header = new ContentDispositionHeaderValue(attached ? "attachment" : "inline")
        {
            FileName = $"\"plan-{output.Session.Month}-{output.Chain.Code}-{stamp}\"",
            FileNameStar = $"{Title(output.Session.Title)}-{stamp}",
        };
        return header.ToString();
    }

    private static string Title(string title)
    {
        var name = new StringBuilder();
        foreach (var rune in title.EnumerateRunes().Take(TitleMost))
            name.Append(Rune.IsControl(rune) || (rune.IsAscii && Forbidden.Contains((char)rune.Value, StringComparison.Ordinal)) ? "_" : rune.ToString());
        // A leading dot hides a file.
        return name.ToString().Trim(' ', '.') is { Length: > 0 } usable ? usable : "plan";
    }
}
