using Matchmaking.Api.Tables;
using Matchmaking.Core.Common;

namespace Matchmaking.Api.Imports;

/// <summary>The values of one row. An empty cell and a column that the file does not have are the same: nothing is said.</summary>
internal sealed class SheetRow(int number, int columns)
{
    private readonly object?[] _values = new object?[columns];
    private readonly Cell[] _cells = new Cell[columns];
    private List<FieldError>? _errors;

    /// <summary>As a spreadsheet shows it.</summary>
    public int Number { get; } = number;

    /// <summary>Cells that could not be read; each pointer is <c>/field</c>.</summary>
    public IReadOnlyList<FieldError> Errors => _errors ?? [];

    public bool Has(SheetColumn column) => _values[column.Index] is not null;

    public object? Value(SheetColumn column) => _values[column.Index];

    public string? Text(SheetColumn column) => (string?)_values[column.Index];

    public Guid? Id(SheetColumn column) => (Guid?)_values[column.Index];

    public Cell CellOf(SheetColumn column) => _cells[column.Index];

    /// <summary>All that the row says, as it is written.</summary>
    public string Said => string.Join('\u001F', _cells.Select(c => c.Text));

    public void Set(SheetColumn column, Cell cell, object value) => (_values[column.Index], _cells[column.Index]) = (value, cell);

    public void Refuse(FieldError error) => (_errors ??= []).Add(error);
}
