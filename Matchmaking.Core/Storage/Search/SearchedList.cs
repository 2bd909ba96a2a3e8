using System.Globalization;
using Dapper;

namespace Matchmaking.Core.Storage.Search;

/// <summary>
/// A list with filters and search criteria. No index serves all of them together, so one condition leads: its rows are read
/// from an index and the others are looked up for each by the id. Which one leads decides between microseconds and a walk over
/// the table, and the database cannot know (it has averages at best), so rows are counted first, up to a small number. A statement
/// names the leading condition in a subquery of its own, where no planner can take another.
/// </summary>
internal sealed class SearchedList
{
    /// <summary>Rows beyond which a condition counts as met by many. Counting and sorting so many takes milliseconds.</summary>
    private const int Most = 10_000;

    private readonly TableSql _table;
    private readonly List<ListCondition> _leaders = [];
    private readonly List<ListCondition> _others = [];
    private readonly DynamicParameters _args = new();

    /// <param name="dialect">Of the database.</param>
    /// <param name="table">The table of the entities.</param>
    /// <param name="kind">Their name in the index.</param>
    /// <param name="query">Filters that have values, criteria that are not empty.</param>
    /// <exception cref="ArgumentException">The table is not filtered by one of the columns.</exception>
    public SearchedList(ISqlDialect dialect, TableSql table, string kind, ListQuery query)
    {
        _table = table;
        _args.Add("kind", kind);
        _args.Add("after", Column.Id(query.After ?? Guid.Empty));
        _args.Add("take", query.Limit + 1);
        _args.Add("most", Most);
        AddFilters(dialect, query.Filters);
        AddRanges(query.Search.Ranges);
        AddTokens(dialect.TokenIndex, kind, query.Search.Tokens);
        AddSubstrings(query.Search.Substrings);
    }

    /// <summary>The rows of the page and, where there are further ones, one more.</summary>
    public async Task<IReadOnlyList<TRow>> Read<TRow>(Db db)
    {
        db.RequireRead();
        var leader = -1;
        var fewest = (long)Most;
        for (var i = 0; i < _leaders.Count; i++)
        {
            var count = await db.QuerySingleOrDefault<long>(_leaders[i].Leading!.CountSql, _args).ConfigureAwait(false);
            // One that many rows meet may lead only if it need not be sorted.
            if (count < fewest || (leader < 0 && _leaders[i].Leading!.IsOrdered))
                (leader, fewest) = (i, count);
        }

        return await db.Query<TRow>(leader < 0 ? SqlInOrderOfIds() : SqlLedBy(leader), _args).ConfigureAwait(false);
    }

    /// <summary>Every statement that <see cref="Read{TRow}"/> may send, for tests of their plans.</summary>
    internal IEnumerable<string> AllSql() =>
        [.. _leaders.Select(l => l.Leading!.CountSql), .. _leaders.Select((_, i) => SqlLedBy(i)), SqlInOrderOfIds()];

    private string SqlLedBy(int leader) => Page(_leaders[leader].Leading!.Where, _leaders.Where((_, i) => i != leader).Concat(_others));

    /// <summary>For criteria that many rows meet: a page is full soon.</summary>
    private string SqlInOrderOfIds() => Page("id IS NOT NULL", _leaders.Concat(_others));

    private string Page(string leading, IEnumerable<ListCondition> others) =>
        $"SELECT {_table.Columns} FROM {_table.Table} WHERE id IN (SELECT s.id FROM {_table.Table} s WHERE {leading} AND s.id > @after" +
        string.Concat(others.Select(o => " AND " + o.Test("s.id"))) +
        " ORDER BY s.id LIMIT @take) ORDER BY id";

    private void AddFilters(ISqlDialect dialect, IReadOnlyList<ListFilter> filters)
    {
        for (var i = 0; i < filters.Count; i++)
        {
            var name = Name("f", i);
            _args.Add(name, _table.ValueOf(filters[i]));
            AddOwn(_table.Condition(dialect, filters[i], name), isOrdered: filters[i].Values.Count == 1);
        }
    }

    private void AddRanges(IReadOnlyList<ListRange> ranges)
    {
        for (var i = 0; i < ranges.Count; i++)
        {
            _args.Add(Name("min", i), ranges[i].Min ?? long.MinValue);
            _args.Add(Name("max", i), ranges[i].Max ?? long.MaxValue);
            AddOwn(_table.Condition(ranges[i], Name("min", i), Name("max", i)), isOrdered: false);
        }
    }

    /// <summary>A condition on columns of the entities themselves.</summary>
    private void AddOwn(string where, bool isOrdered)
    {
        var table = _table.Table;
        var leading = new LeadingRows($"SELECT 1 FROM {table} WHERE {where}", isOrdered ? where : $"id IN (SELECT id FROM {table} WHERE {where})", isOrdered);
        _leaders.Add(new ListCondition(id => $"EXISTS (SELECT 1 FROM {table} c WHERE c.id = {id} AND {where})", leading));
    }

    private void AddTokens(ITokenIndex index, string kind, IReadOnlyList<string> tokens)
    {
        if (tokens.Count == 0)
            return;
        _args.Add("match", index.Match(tokens));
        var matches = index.MatchesSql(kind);
        // Alone, and met by many, the tokens are soon met by enough: documents are asked for one by one. Beside others any number
        // of documents may be looked at in vain, so all that match are found first. The plus keeps them from being looked up by it.
        var test = _leaders.Count == 0 ? index.HasMatchSql(kind, "c.number") : $"+c.number IN ({matches})";
        _leaders.Add(new ListCondition(
            id => Document(id, test),
            new LeadingRows(matches, $"id IN (SELECT d.entity_id FROM ({matches}) AS m JOIN search_documents d ON d.number = m.number)", IsOrdered: false)));
    }

    private void AddSubstrings(IReadOnlyList<string> substrings)
    {
        for (var i = 0; i < substrings.Count; i++)
        {
            var name = Name("s", i);
            _args.Add(name, $"%{Escaped(substrings[i])}%");
            _others.Add(new ListCondition(id => Document(id, $@"c.text LIKE @{name} ESCAPE '\'"), Leading: null));
        }
    }

    /// <summary>A condition on the document of an entity.</summary>
    private static string Document(string id, string where) => $"EXISTS (SELECT 1 FROM search_documents c WHERE c.kind = @kind AND c.entity_id = {id} AND {where})";

    /// <summary>A text that LIKE takes literally.</summary>
    private static string Escaped(string text) => text
        .Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);

    private static string Name(string letter, int number) => string.Create(CultureInfo.InvariantCulture, $"{letter}{number}");
}
