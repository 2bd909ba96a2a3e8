namespace Matchmaking.Api.Tables;

internal static class TableWriter
{
    /// <summary>Begins a table in a stream: header first.</summary>
    /// <param name="format">The file.</param>
    /// <param name="output">Where to; stays open.</param>
    /// <param name="sheetName">Name of the sheet in a workbook.</param>
    /// <param name="columns">The columns.</param>
    public static ITableWriter Open(TableFormat format, Stream output, string sheetName, IReadOnlyList<TableColumn> columns) =>
        format == TableFormat.Csv ? new CsvTableWriter(output, columns) : new XlsxTableWriter(output, sheetName, columns);
}
