using Matchmaking.Api.Tables;
using Matchmaking.Core.Common;

namespace Matchmaking.Api.Imports;

/// <summary>The columns of a kind of sheet, in the order in which exports and templates have them.</summary>
internal sealed class Sheet(string kind)
{
    private readonly List<SheetColumn> _columns = [];
    private readonly List<IReadOnlyList<SheetColumn>> _needed = [];
    private readonly Dictionary<string, SheetColumn> _byHeader = new(StringComparer.Ordinal);

    public string Kind { get; } = kind;

    public IReadOnlyList<SheetColumn> Columns => _columns;

    /// <summary>Adds a column that <c>columns.json</c> names.</summary>
    /// <exception cref="InvalidOperationException">Two columns would be read under one header.</exception>
    public SheetColumn Add(string field, CellFormat format, bool isNeeded = false, object? example = null)
    {
        var column = new SheetColumn(_columns.Count, ColumnTexts.Of(Kind, field), format, isNeeded, example);
        _columns.Add(column);
        foreach (var header in (IEnumerable<string>)[column.Field, column.Text.Zh, column.Text.En, .. column.Text.Aliases])
        {
            if (!_byHeader.TryAdd(HeaderText.Normalise(header), column) && _byHeader[HeaderText.Normalise(header)] != column)
                throw new InvalidOperationException($"{Kind}: the header '{header}' means two columns.");
        }

        return column;
    }

    /// <summary>A file must have at least one of these columns.</summary>
    public void NeedsOneOf(params IReadOnlyList<SheetColumn> columns) => _needed.Add(columns);

    /// <summary>Finds the columns of a file.</summary>
    /// <returns>Everything that is wrong with the header: <c>unknown-column</c>, <c>duplicate-column</c>, <c>missing-column</c>.</returns>
    public Result<BoundSheet> Bind(Table table)
    {
        var errors = new List<FieldError>();
        var bound = new BoundColumn?[_columns.Count];
        for (var i = 0; i < table.Header.Cells.Count; i++)
        {
            // A column without a header holds somebody's notes.
            if (table.Header[i].IsEmpty)
                continue;
            var header = table.Header[i].Text;
            if (Find(header) is not var (column, unit))
                errors.Add(new FieldError($"/header/{i}", Codes.UnknownColumn, ("column", header)));
            else if (bound[column.Index] is { } first)
                errors.Add(new FieldError($"/header/{i}", Codes.DuplicateColumn, ("column", header), ("first", first.Header)));
            else
                bound[column.Index] = new BoundColumn(column, i, header, unit);
        }

        foreach (var group in _needed)
        {
            if (group.All(c => bound[c.Index] is null))
                errors.Add(new FieldError("/header", Codes.MissingColumn, ("columns", string.Join(" / ", group.Select(c => $"{c.Text.Zh} ({c.Field})")))));
        }

        if (errors.Count == 0)
            return new BoundSheet(this, table, bound);
        return new DomainError(ErrorKind.Invalid, errors[0].Code, errors[0].Args, errors);
    }

    private (SheetColumn Column, HeaderUnit Unit)? Find(string header)
    {
        var normalised = HeaderText.Normalise(header);
        if (_byHeader.TryGetValue(normalised, out var column))
            return (column, default);
        return HeaderText.TrySplit(normalised, out var name, out var suffix, out var bracketed)
            && _byHeader.TryGetValue(name, out column)
            && column.Format.ReadUnit(suffix, bracketed) is { } unit
            ? (column, unit)
            : null;
    }
}

/// <param name="Column">What it holds.</param>
/// <param name="Place">Its column in the file, from 0.</param>
/// <param name="Header">The header as its author wrote it; errors name it.</param>
/// <param name="Unit">What the header says of bare numbers.</param>
internal sealed record BoundColumn(SheetColumn Column, int Place, string Header, HeaderUnit Unit);
