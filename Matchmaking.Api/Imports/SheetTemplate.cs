using Matchmaking.Api.Imports.Formats;
using Matchmaking.Api.Messages;
using Matchmaking.Api.Tables;

namespace Matchmaking.Api.Imports;

/// <summary>
/// An empty sheet to fill in: headers, example rows that would import as they are, and in a workbook a second sheet that
/// explains each column. Columns of this system's own ids are for exports and left out.
/// </summary>
internal static class SheetTemplate
{
    private const int WordsMax = 60;

    public static async Task Write(SheetKind kind, TableFormat format, Language language, Stream output, CancellationToken cancel)
    {
        var columns = kind.Sheet.Columns.Where(c => c.Format is not IdFormat).ToList();
        await using var writer = TableWriter.Open(format, output, ColumnTexts.Title(kind.Name, language), SheetExport.Columns(columns, language));
        await writer.WriteRows(kind.Examples().Select(e => SheetExport.Cells(columns, e, language)), cancel);
        if (writer is XlsxTableWriter workbook)
        {
            workbook.AddSheet(ColumnTexts.Title("explanations", language), Explanations(language));
            await workbook.WriteRows(columns.Select(c => Explanation(c, language)), cancel);
        }

        await writer.Finish(cancel);
    }

    private static IReadOnlyList<TableColumn> Explanations(Language language) =>
    [
        new(ColumnTexts.Text("column", language), ColumnStyle.Text, 22),
        new(ColumnTexts.Text("field", language), ColumnStyle.Text, 22),
        new(ColumnTexts.Text("needed", language), ColumnStyle.Text, 16),
        new(ColumnTexts.Text("content", language), ColumnStyle.LongText, 60),
        new(ColumnTexts.Text("words", language), ColumnStyle.LongText, 60),
    ];

    private static IReadOnlyList<Cell> Explanation(SheetColumn column, Language language)
    {
        var help = column.Text.Help?.In(language);
        var words = column.Format.Words(language).ToList();
        return
        [
            Cell.Of(column.Header(language)),
            Cell.Of(column.Field),
            Cell.Of(column.IsNeeded ? ColumnTexts.Text("yes", language) : null),
            Cell.Of($"{ColumnTexts.Text(column.Format.Name, language)} {help}"),
            Cell.Of(string.Join('\n', words.Take(WordsMax)) + (words.Count > WordsMax ? "\n…" : "")),
        ];
    }
}
