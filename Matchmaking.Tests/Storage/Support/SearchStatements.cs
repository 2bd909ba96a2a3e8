using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Search;
using Matchmaking.Core.Storage.Sqlite;

namespace Matchmaking.Tests.Storage.Support;

/// <summary>The statements of searched lists: each kind of condition alone and in pairs, with and without the filters of each table.</summary>
internal static class SearchStatements
{
    private static readonly (string Name, SearchCriteria Criteria)[] _criteria =
    [
        ("token", new(["a"], [], [])),
        ("two tokens", new(["a", "b"], [], [])),
        ("token, text", new(["a"], ["c"], [])),
    ];

    public static IEnumerable<NamedStatement> All =>
        from store in StoreCases.All.Where(s => s.SearchKind is not null)
        from criteria in _criteria.Concat(WithRanges(store.Sql))
        from columns in (string[][])[[], .. store.Sql.Filters.Append("id").Select(c => new[] { c }), [store.Sql.Filters[0], store.Sql.Filters[^1]]]
        from statement in new SearchedList(new SqliteDialect(), store.Sql, store.SearchKind!, Query(columns, criteria.Criteria)).AllSql().Select((sql, i) => (sql, i))
        select new NamedStatement($"{store}({string.Join(", ", columns)}) {criteria.Name} {statement.i}", statement.sql);

    private static IEnumerable<(string Name, SearchCriteria Criteria)> WithRanges(TableSql table) => table.Ranges.SelectMany(column =>
    {
        var range = new ListRange(column, 1, 2);
        return new (string, SearchCriteria)[] { (column, new([], [], [range])), (column + ", token, text", new(["a"], ["c"], [range])) };
    });

    private static ListQuery Query(string[] columns, SearchCriteria search) =>
        new([.. columns.Select(c => new ListFilter(c, "x"))], null, 50) { Search = search };
}
