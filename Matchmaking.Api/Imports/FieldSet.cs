using System.Text.Json;
using Matchmaking.Core.Common;

namespace Matchmaking.Api.Imports;

/// <summary>Ties a column to a property of the details that it writes.</summary>
/// <param name="Column">The column.</param>
/// <param name="Pointer">Where rules report the property: <c>/amountCny</c>.</param>
/// <param name="Set">The details with this value.</param>
/// <param name="Get">The value as exports show it; null shows an empty cell.</param>
internal sealed record Field<T>(SheetColumn Column, string Pointer, Func<T, object, T> Set, Func<T, object?> Get);

/// <summary>The columns of a sheet that write one kind of details. The combined sheet has three such sets side by side.</summary>
internal sealed class FieldSet<T>(Sheet sheet)
    where T : class
{
    private readonly List<Field<T>> _fields = [];
    private readonly Dictionary<string, SheetColumn> _reported = new(StringComparer.Ordinal);

    public IReadOnlyList<Field<T>> Fields => _fields;

    /// <param name="field">Name of the column.</param>
    /// <param name="format">How cells look.</param>
    /// <param name="set">The details with this value.</param>
    /// <param name="get">The value as exports show it.</param>
    /// <param name="isNeeded">A new thing must have it.</param>
    /// <param name="example">For the template.</param>
    /// <param name="property">Name of the property where it differs from the column's.</param>
    public SheetColumn Add<TValue>(
        string field, CellFormat format, Func<T, TValue, T> set, Func<T, object?> get, bool isNeeded = false, object? example = null, string? property = null) =>
        Tie(sheet.Add(field, format, isNeeded, example), set, get, property ?? field);

    /// <summary>Lets a column that is there for something else write a property too.</summary>
    public SheetColumn Tie<TValue>(SheetColumn column, Func<T, TValue, T> set, Func<T, object?> get, string property)
    {
        _fields.Add(new Field<T>(column, "/" + property, (details, value) => set(details, (TValue)value), get));
        return column;
    }

    /// <summary>Errors at a place that no column writes, such as a resolved reference, are reported at this column.</summary>
    public void Report(string pointer, SheetColumn column) => _reported[pointer] = column;

    /// <summary>The details with what the row says; what it does not say stays. A cell that shows the current value changes nothing.</summary>
    public T Apply(SheetRow row, T details, T? current)
    {
        foreach (var field in _fields)
        {
            if (row.Value(field.Column) is not { } value)
                continue;
            var shown = current is null ? null : field.Get(current);
            details = field.Set(details, shown is not null && field.Column.Format.Shows(row.CellOf(field.Column), shown) ? shown : value);
        }

        return details;
    }

    /// <summary>Whether the row says a property at all.</summary>
    public bool Says(SheetRow row, string property) => _fields.Any(f => f.Pointer == "/" + property && row.Has(f.Column));

    /// <summary>The values of an export row.</summary>
    public void Show(object?[] values, T details)
    {
        foreach (var field in _fields)
        {
            var value = field.Get(details);
            values[field.Column.Index] = value is System.Collections.ICollection { Count: 0 } ? null : value;
        }
    }

    /// <summary>Names the columns instead of the properties that rules report.</summary>
    public DomainError Relocate(DomainError error) => error with { Fields = [.. error.Fields.Select(Relocate)] };

    /// <summary>Equal in every property that a client writes.</summary>
    public static bool Same(T a, T b) =>
        JsonSerializer.SerializeToUtf8Bytes(a, WireJson.Options).AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(b, WireJson.Options));

    private FieldError Relocate(FieldError error)
    {
        var field = _fields.Find(f => error.Pointer == f.Pointer || error.Pointer.StartsWith(f.Pointer + "/", StringComparison.Ordinal));
        var column = field?.Column ?? _reported.GetValueOrDefault(error.Pointer);
        return column is null ? error : error with { Pointer = "/" + column.Field };
    }
}
