namespace Matchmaking.Api.Tables;

/// <summary>How the cells of a column look in a workbook; a CSV file knows no such thing.</summary>
internal enum ColumnStyle
{
    /// <summary>Text, also where it looks like a number: ids and codes keep their leading zeros.</summary>
    Text,

    /// <summary>Text of several lines.</summary>
    LongText,
    Amount,
    Integer,
    Ratio,
    Date,
}

/// <param name="Header">The text of the header.</param>
/// <param name="Style">How cells look.</param>
/// <param name="Width">In characters.</param>
internal sealed record TableColumn(string Header, ColumnStyle Style, int Width);

/// <summary>Writes a table, some rows at a time.</summary>
internal interface ITableWriter : IAsyncDisposable
{
    Task WriteRows(IEnumerable<IReadOnlyList<Cell>> rows, CancellationToken cancel);

    /// <summary>Ends the table; nothing is whole before.</summary>
    Task Finish(CancellationToken cancel);
}
