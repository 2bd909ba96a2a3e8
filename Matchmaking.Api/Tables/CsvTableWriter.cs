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

    // The library writes what its buffer cannot hold at once and synchronously, which an HTTP response refuses.
    private readonly MemoryStream _pending = new();
    private readonly Stream _output;
    private readonly CsvWriter _csv;

    public CsvTableWriter(Stream output, IReadOnlyList<TableColumn> columns)
    {
        _output = output;
        _csv = CsvWriter.Create(_pending, _options, leaveOpen: true);
        Add([.. columns.Select(c => Cell.Of(c.Header))]);
    }

    public async Task WriteRows(IEnumerable<IReadOnlyList<Cell>> rows, CancellationToken cancel)
    {
        foreach (var row in rows)
            Add(row);
        await Send(cancel);
    }

    public Task Finish(CancellationToken cancel) => Send(cancel);

    public async ValueTask DisposeAsync()
    {
        await _csv.DisposeAsync();
        await _pending.DisposeAsync();
    }

    private async Task Send(CancellationToken cancel)
    {
        await _csv.FlushAsync(cancel);
        await _output.WriteAsync(_pending.GetBuffer().AsMemory(0, (int)_pending.Length), cancel);
        _pending.SetLength(0);
    }

    private void Add(IReadOnlyList<Cell> cells)
    {
        foreach (var cell in cells)
            _csv.WriteField(cell.Kind == CellKind.Text ? FormulaGuard.Add(cell.Text) : cell.Text);
        _csv.EndRecord();
    }
}
