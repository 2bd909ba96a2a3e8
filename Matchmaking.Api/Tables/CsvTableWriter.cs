using CsvHelper;

namespace Matchmaking.Api.Tables;

/// <summary>
/// Writes CSV as Excel reads it without asking: UTF-8 with a byte order mark, commas, CRLF. Numbers are plain
/// (<c>30000000.5</c>), dates ISO, and texts that would be formulas are guarded (<see cref="FormulaGuard"/>).
/// </summary>
// The library's own guard cannot be undone: it does not mark the texts that began with its apostrophe already.
internal sealed class CsvTableWriter : ITableWriter
{
    private static readonly CsvWriterOptions _options = new() { WriteByteOrderMark = true };

    private readonly CsvWriter _csv;

    public CsvTableWriter(Stream output, IReadOnlyList<TableColumn> columns)
    {
        _csv = CsvWriter.Create(output, _options, leaveOpen: true);
        Add([.. columns.Select(c => Cell.Of(c.Header))]);
    }

    public async Task WriteRows(IEnumerable<IReadOnlyList<Cell>> rows, CancellationToken cancel)
    {
        foreach (var row in rows)
            Add(row);
        await _csv.FlushAsync(cancel);
    }

    public Task Finish(CancellationToken cancel) => _csv.FlushAsync(cancel).AsTask();

    public ValueTask DisposeAsync() => _csv.DisposeAsync();

    private void Add(IReadOnlyList<Cell> cells)
    {
        foreach (var cell in cells)
            _csv.WriteField(cell.Kind == CellKind.Text ? FormulaGuard.Add(cell.Text) : cell.Text);
        _csv.EndRecord();
    }
}
