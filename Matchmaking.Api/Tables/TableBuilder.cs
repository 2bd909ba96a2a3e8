using Matchmaking.Core.Common;

namespace Matchmaking.Api.Tables;

/// <summary>Collects the rows of a file: the first that is not empty is the header; empty ones are left out, but counted.</summary>
internal sealed class TableBuilder(TableFormat format)
{
    private readonly List<TableRow> _rows = [];
    private TableRow? _header;

    /// <summary>Columns up to the last with a header; 0 before the header was seen.</summary>
    public int Width { get; private set; }

    public bool HasHeader => _header is not null;

    /// <returns>Why the table cannot be read further, or null.</returns>
    public DomainError? Add(TableRow row)
    {
        if (row.IsEmpty)
            return null;
        if (_header is null)
        {
            _header = row;
            Width = LastGiven(row) + 1;
            return Width <= TableLimits.Columns ? null : new(ErrorKind.Invalid, Codes.TooManyColumns, ("max", TableLimits.Columns));
        }

        if (_rows.Count == TableLimits.Rows)
            return new(ErrorKind.Invalid, Codes.TooManyRows, ("max", TableLimits.Rows));
        _rows.Add(row);
        return null;
    }

    public Result<Table> Build() => _header is null ? new DomainError(ErrorKind.Invalid, Codes.EmptyTable) : new Table(format, _header, _rows);

    private static int LastGiven(TableRow row)
    {
        for (var i = row.Cells.Count - 1; i >= 0; i--)
        {
            if (!row.Cells[i].IsEmpty)
                return i;
        }

        return -1;
    }
}
