using Matchmaking.Api.Auth;
using Matchmaking.Api.Messages;
using Matchmaking.Api.Tables;
using Matchmaking.Core.Storage;

namespace Matchmaking.Api.Imports;

/// <summary>Writes what is stored as a sheet that imports again without changing anything.</summary>
internal static class SheetExport
{
    private const int PageRows = 1_000;

    /// <summary>
    /// Reads page by page, each on a snapshot of its own: a slow download holds no connection, and a row that is there throughout
    /// is neither skipped nor repeated.
    /// </summary>
    public static async Task Write(
        SheetKind kind, ListCriteria criteria, Caller caller, IDatabase database, TableFormat format, Language language, Stream output, CancellationToken cancel)
    {
        await using var writer = TableWriter.Open(format, output, ColumnTexts.Title(kind.Name, language), Columns(kind.Sheet.Columns, language));
        Guid? after = null;
        do
        {
            var query = new ListQuery(criteria.Filters, after, PageRows) { Search = criteria.Search };
            var page = await database.Read(db => kind.Export(db, caller, query), cancel);
            await writer.WriteRows(page.Items.Select(row => Cells(kind.Sheet.Columns, row, language)), cancel);
            after = page.Next;
        }
        while (after is not null);
        await writer.Finish(cancel);
    }

    public static IReadOnlyList<TableColumn> Columns(IReadOnlyList<SheetColumn> columns, Language language) =>
        [.. columns.Select(c => new TableColumn(c.Header(language), c.Format.Style, c.Format.Width))];

    /// <param name="columns">The columns to write.</param>
    /// <param name="values">The values of all columns of the sheet.</param>
    /// <param name="language">The language of words.</param>
    public static IReadOnlyList<Cell> Cells(IReadOnlyList<SheetColumn> columns, object?[] values, Language language) =>
        [.. columns.Select(c => values[c.Index] is { } value ? c.Format.Write(value, language) : default)];
}
