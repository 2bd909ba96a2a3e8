using Matchmaking.Api.Messages;
using Matchmaking.Api.Tables;
using Matchmaking.Core.Common;

namespace Matchmaking.Api.Imports;

/// <summary>A table whose header was understood.</summary>
internal sealed class BoundSheet(Sheet sheet, Table table, IReadOnlyList<BoundColumn?> columns)
{
    /// <summary>Rows below the header that are not empty.</summary>
    public int RowCount => table.Rows.Count;

    /// <summary>The number of a row as its author sees it.</summary>
    public int NumberOf(int index) => table.Rows[index].Number;

    /// <summary>Reads the cells of a row; what is wrong with them is in <see cref="SheetRow.Errors"/>.</summary>
    public SheetRow Read(int index)
    {
        var row = table.Rows[index];
        var read = new SheetRow(row.Number, sheet.Columns.Count);
        // An unquoted comma moves all cells behind it: what stands in the right columns then is chance.
        if (table.Format == TableFormat.Csv && HasMoreThanHeader(row))
            read.Refuse(new FieldError("", Codes.MisalignedRow, ("cells", row.Cells.Count), ("columns", table.Header.Cells.Count)));
        foreach (var bound in columns)
        {
            if (bound is null || row[bound.Place].IsEmpty)
                continue;
            if (bound.Column.Format.Read(row[bound.Place], bound.Unit).TryGet(out var value, out var refused))
                read.Set(bound.Column, row[bound.Place], value);
            else
                read.Refuse(new FieldError("/" + bound.Column.Field, refused.Code, refused.Args));
        }

        return read;
    }

    /// <summary>The header under which a place of the input stands in this file, or would stand.</summary>
    /// <param name="pointer"><c>/field</c>, perhaps with more behind; empty for the row as a whole.</param>
    /// <param name="language">For a column that the file does not have.</param>
    public string? HeaderOf(string pointer, Language language)
    {
        var field = pointer.Split('/', 3).ElementAtOrDefault(1);
        var column = sheet.Columns.FirstOrDefault(c => c.Field == field);
        return column is null ? field : columns[column.Index]?.Header ?? column.Text.Header(language);
    }

    private bool HasMoreThanHeader(TableRow row)
    {
        for (var i = table.Header.Cells.Count; i < row.Cells.Count; i++)
        {
            if (!row.Cells[i].IsEmpty)
                return true;
        }

        return false;
    }
}
