using System.Collections.Immutable;
using System.Globalization;
using Matchmaking.Core.Storage.Search;

namespace Matchmaking.Core.Storage;

/// <summary>
/// The statements of one table, made once from its listed columns. Seven tables share these five statements; written out
/// by hand they would be the same text with other column names, and a forgotten column would be found in production.
/// Column names are snake_case, parameters and row properties the same name in Pascal case. Nothing here comes from a caller.
/// </summary>
public sealed class TableSql
{
    private readonly IReadOnlyDictionary<string, string> _fields;
    private readonly ImmutableArray<string> _numbers;
    private readonly ImmutableDictionary<string, string> _selectIdBy;

    /// <param name="table">Name of the table.</param>
    /// <param name="columns">All columns but <c>id, version, created_at, updated_at</c>.</param>
    /// <param name="filters">Columns that lists filter by; each has an index <c>(column, id)</c>.</param>
    /// <param name="immutable">Columns that an update leaves alone.</param>
    /// <param name="fields">Places in the input of columns that are not called alike: <c>fund_id</c> is <c>party/id</c>.</param>
    /// <param name="numbers">Filters whose columns hold small whole numbers, yes and no included, rather than texts.</param>
    /// <param name="ranges">Numeric columns that lists take spans of; each has an index <c>(column, id)</c>.</param>
    public TableSql(
        string table,
        ImmutableArray<string> columns,
        ImmutableArray<string> filters,
        ImmutableArray<string> immutable = default,
        IReadOnlyDictionary<string, string>? fields = null,
        ImmutableArray<string> ranges = default,
        ImmutableArray<string> numbers = default)
    {
        _numbers = numbers.IsDefault ? [] : numbers;
        Table = table;
        Ranges = ranges.IsDefault ? [] : ranges;
        _fields = fields ?? ImmutableDictionary<string, string>.Empty;
        Filters = filters;
        ImmutableArray<string> all = ["id", "version", "created_at", "updated_at", .. columns];
        Columns = string.Join(", ", all);
        _selectIdBy = filters.ToImmutableDictionary(c => c, c => $"SELECT id FROM {table} WHERE {c} = @value ORDER BY id LIMIT 1");
        SelectById = $"SELECT {Columns} FROM {table} WHERE id = @id";
        Insert = $"INSERT INTO {table} ({Columns}) VALUES ({string.Join(", ", all.Select(c => "@" + Parameter(c)))})";
        var changing = all.Where(c => c is not ("id" or "created_at") && (immutable.IsDefault || !immutable.Contains(c)));
        Update = $"UPDATE {table} SET {string.Join(", ", changing.Select(c => $"{c} = @{Parameter(c)}"))} WHERE id = @Id AND version = @Version - 1";
        Delete = $"DELETE FROM {table} WHERE id = @id AND version = @version";
    }

    public string Table { get; }

    public string Columns { get; }

    public ImmutableArray<string> Filters { get; }

    public ImmutableArray<string> Ranges { get; }

    public string SelectById { get; }

    /// <summary>The ids of rows with a value, <c>@value</c>, in a column.</summary>
    /// <exception cref="ArgumentException">The table is not filtered by this column.</exception>
    public string SelectIdBy(string column) =>
        _selectIdBy.GetValueOrDefault(column) ?? throw new ArgumentException($"{Table} is not filtered by {column}.", nameof(column));

    public string Insert { get; }

    /// <summary>Changes nothing unless the row still has the version before this one.</summary>
    public string Update { get; }

    public string Delete { get; }

    /// <summary>All rows that match, in the order of their ids. The filters are compared with <c>@f0, @f1, ...</c>.</summary>
    public string SelectWhere(ISqlDialect dialect, IReadOnlyList<ListFilter> filters, bool after, bool limited)
    {
        var conditions = new List<string>();
        for (var i = 0; i < filters.Count; i++)
            conditions.Add(Condition(dialect, filters[i], $"f{i}"));

        if (after)
            conditions.Add("id > @after");
        var where = conditions.Count == 0 ? "" : " WHERE " + string.Join(" AND ", conditions);
        return $"SELECT {Columns} FROM {Table}{where} ORDER BY id" + (limited ? " LIMIT @take" : "");
    }

    /// <exception cref="ArgumentException">The table is not filtered by this column.</exception>
    internal string Condition(ISqlDialect dialect, ListFilter filter, string parameter)
    {
        if (!Filters.Contains(filter.Column) && filter.Column != "id")
            throw new ArgumentException($"{Table} is not filtered by {filter.Column}.", nameof(filter));
        return filter.Values.Count == 1 ? $"{filter.Column} = @{parameter}" : dialect.OneOf(filter.Column, parameter);
    }

    /// <summary>What a filter is compared with: one value or several, of the type of its column.</summary>
    internal object ValueOf(ListFilter filter) => _numbers.Contains(filter.Column)
        // What is no number no row has.
        ? OneOrAll([.. filter.Values.Select(v => int.TryParse(v, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MinValue)])
        : OneOrAll([.. filter.Values]);

    /// <exception cref="ArgumentException">The table has no spans of this column.</exception>
    internal string Condition(ListRange range, string min, string max) => Ranges.Contains(range.Column)
        ? $"{range.Column} >= @{min} AND {range.Column} <= @{max}"
        : throw new ArgumentException($"{Table} is not filtered by spans of {range.Column}.", nameof(range));

    /// <summary>Where a client finds a column in its input: <c>external_id</c> is <c>externalId</c>.</summary>
    internal string FieldOf(string column)
    {
        var name = Parameter(column);
        return _fields.GetValueOrDefault(column) ?? char.ToLowerInvariant(name[0]) + name[1..];
    }

    private static object OneOrAll<T>(T[] values) where T : notnull => values.Length == 1 ? values[0] : values;

    /// <summary><c>created_at</c> to <c>CreatedAt</c>.</summary>
    internal static string Parameter(string column) =>
        string.Concat(column.Split('_').Select(w => char.ToUpperInvariant(w[0]) + w[1..]));
}

/// <summary>Rows whose column has one of these values; no value matches no row.</summary>
public sealed record ListFilter(string Column, IReadOnlyList<string> Values)
{
    public ListFilter(string column, string value)
        : this(column, [value])
    {
    }
}

/// <summary>A page of a list: rows behind <paramref name="After"/> in the order of ids.</summary>
public sealed record ListQuery(IReadOnlyList<ListFilter> Filters, Guid? After, int Limit)
{
    public SearchCriteria Search { get; init; } = SearchCriteria.None;
}

/// <param name="Items">The rows.</param>
/// <param name="Next">The id behind which the next page starts; null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, Guid? Next);
