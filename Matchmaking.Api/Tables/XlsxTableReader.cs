using System.IO.Compression;
using System.Text;
using ExcelDataReader;
using Matchmaking.Core.Common;

namespace Matchmaking.Api.Tables;

/// <summary>Reads the first sheet of a workbook that is not empty. A merged cell counts for every row that it spans.</summary>
internal static class XlsxTableReader
{
    // The reader's configuration names a Western code page even where none is needed.
    static XlsxTableReader() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static DomainError? Read(ReadOnlyMemory<byte> file, TableBuilder table)
    {
        var row = 0;
        try
        {
            using var bytes = new MemoryStream(file.ToArray(), writable: false);
            if (!IsSmall(bytes))
                return Unreadable(row);
            bytes.Position = 0;
            using var reader = ExcelReaderFactory.CreateOpenXmlReader(bytes, new ExcelReaderConfiguration { FallbackEncoding = Encoding.UTF8, LeaveOpen = true });
            do
            {
                var merged = new MergedCells(reader.MergeCells);
                var failed = FailedCells.Of(bytes, reader.Name);
                for (row = 1; reader.Read(); row++)
                {
                    if (table.Add(Row(reader, row, table, merged, failed)) is { } refused)
                        return refused;
                }
            }
            while (!table.HasHeader && reader.NextResult());
            return null;
        }
        catch (Exception damaged) when (damaged is not OutOfMemoryException)
        {
            // On a damaged file the library throws whatever it stumbles over; the file is the caller's, so it is no bug of ours.
            return Unreadable(row);
        }
    }

    /// <summary>Unpacks everything once and counts: what the directory of a zip file says of its sizes can be a lie.</summary>
    private static bool IsSmall(MemoryStream file)
    {
        using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        if (zip.Entries.Count > TableLimits.WorkbookParts)
            return false;
        var buffer = new byte[64 * 1024];
        var total = 0L;
        foreach (var entry in zip.Entries)
        {
            using var part = entry.Open();
            int count;
            while ((count = part.Read(buffer)) > 0)
            {
                total += count;
                if (total > TableLimits.UnpackedBytes)
                    return false;
            }
        }

        return true;
    }

    private static TableRow Row(IExcelDataReader reader, int number, TableBuilder table, MergedCells merged, FailedCells failed)
    {
        // Below the header, columns without one are not read at all: a stray format can make a sheet 16,384 columns wide.
        var cells = new Cell[table.HasHeader ? Math.Min(table.Width, reader.FieldCount) : reader.FieldCount];
        for (var i = 0; i < cells.Length; i++)
            cells[i] = merged.Value(number, i, failed.Find(number, i) is { } error ? Cell.Failed(error) : CellOf(reader.GetValue(i)));
        return new TableRow(number, cells);
    }

    private static Cell CellOf(object? value) => value switch
    {
        null => default,
        string text => Cell.Of(text),
        double number => Cell.Of(number),
        int number => Cell.Of((decimal)number),
        DateTime time => Cell.Of(time),
        TimeSpan time => Cell.Of(time.ToString()),
        bool truth => Cell.Of(truth),
        _ => Cell.Of(value.ToString()),
    };

    private static DomainError Unreadable(int row) => new(ErrorKind.Invalid, Codes.UnreadableTable, ("format", "xlsx"), ("row", row));

    /// <summary>Cells that span rows: people merge the name of a company over its requests.</summary>
    private sealed class MergedCells(CellRange[]? ranges)
    {
        private readonly Dictionary<(int Row, int Column), int> _lastRows =
            (ranges ?? []).Where(r => r.ToRow > r.FromRow).DistinctBy(r => (r.FromRow, r.FromColumn)).ToDictionary(r => (r.FromRow + 1, r.FromColumn), r => r.ToRow + 1);

        private readonly Dictionary<int, (int LastRow, Cell Value)> _open = [];

        /// <summary>The value of the cell, or of the merged one that it lies in. Rows come in their order.</summary>
        public Cell Value(int row, int column, Cell own)
        {
            if (_lastRows.Count == 0)
                return own;
            if (_lastRows.TryGetValue((row, column), out var last))
                _open[column] = (last, own);
            return _open.TryGetValue(column, out var open) && row <= open.LastRow ? open.Value : own;
        }
    }
}
