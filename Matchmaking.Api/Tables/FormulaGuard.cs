namespace Matchmaking.Api.Tables;

/// <summary>
/// Texts in CSV files that a spreadsheet would take for a formula (<c>=HYPERLINK(...)</c>): an apostrophe is put before them,
/// which <see cref="Remove"/> takes away again, so that every text survives a round trip as it was. A workbook needs no
/// guard: its texts are typed as texts.
/// </summary>
internal static class FormulaGuard
{
    private const char Guard = '\'';

    // What spreadsheets evaluate; the full-width forms too in East Asian versions. A line break or tab may precede a formula.
    private const string Starts = "=+-@\t\r\n＝＋－＠";

    public static string Add(string text) => IsDangerous(text) ? Guard + text : text;

    /// <summary>The exact inverse of <see cref="Add"/>: one apostrophe less where it may have put one.</summary>
    public static string Remove(string text) => text.Length > 0 && text[0] == Guard && IsDangerous(text[1..]) ? text[1..] : text;

    // Apostrophes that are there already must be counted too, or they would be taken for guards on the way back.
    private static bool IsDangerous(string text)
    {
        var first = text.AsSpan().IndexOfAnyExcept(Guard);
        return first >= 0 && Starts.Contains(text[first], StringComparison.Ordinal);
    }
}
