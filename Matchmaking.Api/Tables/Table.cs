namespace Matchmaking.Api.Tables;

/// <summary>A table as a file has it: the header and the rows below that are not empty.</summary>
internal sealed record Table(TableFormat Format, TableRow Header, IReadOnlyList<TableRow> Rows);

/// <param name="Number">The row's number as a spreadsheet shows it, from 1; empty rows count.</param>
/// <param name="Cells">Cells from the first column on; what is missing at the end is empty.</param>
internal sealed record TableRow(int Number, IReadOnlyList<Cell> Cells)
{
    public Cell this[int column] => column < Cells.Count ? Cells[column] : default;

    public bool IsEmpty => Cells.All(c => c.IsEmpty);
}
