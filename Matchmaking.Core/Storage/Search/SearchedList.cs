using System.Globalization;
using System.Text;
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
    /// <summary>Rows beyond which a condition counts as met by many. Counting them takes a fraction of a millisecond.</summary>
    private const int Most = 2_000;

    /// <summary>Behind it is no other character.</summary>
    private static readonly string _last = new Rune(0x10FFFF).ToString();

    private readonly TableSql _table;
    private readonly List<ListCondition> _leaders = [];
    private readonly List<ListCondition> _others = [];
    private readonly DynamicParameters _args = new();

    /// <param name="table">The table of the entities.</param>
    /// <param name="kind">Their name in the index.</param>
    /// <param name="query">Filters that have values, criteria that are not empty.</param>
    /// <exception cref="ArgumentException">The table is not filtered by one of the columns.</exception>
    public SearchedList(TableSql table, string kind, ListQuery query)
    {
        _table = table;
        _args.Add("kind", kind);
        _args.Add("after", Column.Id(query.After ?? Guid.Empty));
        _args.Add("take", query.Limit + 1);
        _args.Add("most", Most);
        AddFilters(query.Filters);
        AddTokens(query.Search.Tokens);
        AddPrefixes(query.Search.Prefixes);
        AddRanges(query.Search.Ranges);
        AddSubstrings(query.Search.Substrings);
    }

    /// <summary>The rows of the page and, where there are further ones, one more.</summary>
    public async Task<IReadOnlyList<TRow>> Read<TRow>(Db db)
    {
        var leader = -1;
        var fewest = (long)Most;
        for (var i = 0; i < _leaders.Count; i++)
        {
            var count = await db.QuerySingleOrDefault<long>(_leaders[i].Leading!.CountSql, _args).ConfigureAwait(false);
            // One that many rows meet may lead only if it need not be sorted.
            if (count < fewest || (leader < 0 && _leaders[i].IsOrdered))
                (leader, fewest) = (i, count);
        }

        return await db.Query<TRow>(leader < 0 ? SqlInOrderOfIds() : SqlLedBy(leader), _args).ConfigureAwait(false);
    }

    /// <summary>Every statement that <see cref="Read{TRow}"/> may send, for tests of their plans.</summary>
    internal IEnumerable<string> AllSql() =>
        [.. _leaders.Select(l => l.Leading!.CountSql), .. _leaders.Select((_, i) => SqlLedBy(i)), SqlInOrderOfIds()];

    private string SqlLedBy(int leader)
    {
        var rows = _leaders[leader].Leading!;
        var others = _leaders.Where((_, i) => i != leader).Concat(_others);
        return Page(_leaders[leader].IsOrdered ? rows : Entities($"id IN (SELECT {rows.Id} FROM {rows.Table} WHERE {rows.Where})"), others);
    }

    /// <summary>For criteria that many rows meet: a page is full soon.</summary>
    private string SqlInOrderOfIds() => Page(Entities("id IS NOT NULL"), _leaders.Concat(_others));

    private string Page(IndexedRows leading, IEnumerable<ListCondition> others) =>
        $"SELECT {_table.Columns} FROM {_table.Table} WHERE id IN (SELECT s.{leading.Id} FROM {leading.Table} s WHERE {leading.Where} AND s.{leading.Id} > @after" +
        string.Concat(others.Select(o => " AND " + o.Test.ExistsFor($"s.{leading.Id}"))) +
        $" ORDER BY s.{leading.Id} LIMIT @take) ORDER BY id";

    private IndexedRows Entities(string where) => new(_table.Table, "id", where);

    private void AddFilters(IReadOnlyList<ListFilter> filters)
    {
        for (var i = 0; i < filters.Count; i++)
        {
            var name = Name("f", i);
            _args.Add(name, filters[i].Values.Count == 1 ? filters[i].Values[0] : filters[i].Values);
            _leaders.Add(new ListCondition(Entities(_table.Condition(filters[i], name)), filters[i].Values.Count == 1));
        }
    }

    private void AddTokens(IReadOnlyList<string> tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            _args.Add(Name("t", i), tokens[i]);
            _leaders.Add(new ListCondition(Tokens($"token = @{Name("t", i)}"), isOrdered: true));
        }
    }

    private void AddPrefixes(IReadOnlyList<string> prefixes)
    {
        for (var i = 0; i < prefixes.Count; i++)
        {
            _args.Add(Name("from", i), prefixes[i]);
            _args.Add(Name("to", i), prefixes[i] + _last);
            // A row is known by its text at once; its tokens would all have to be read for one that begins so.
            var tokens = Tokens($"token >= @{Name("from", i)} AND token <= @{Name("to", i)}");
            _leaders.Add(new ListCondition(tokens, IsOrdered: false, Texts(prefixes[i], Name("p", i))));
        }
    }

    private void AddRanges(IReadOnlyList<ListRange> ranges)
    {
        for (var i = 0; i < ranges.Count; i++)
        {
            _args.Add(Name("min", i), ranges[i].Min ?? long.MinValue);
            _args.Add(Name("max", i), ranges[i].Max ?? long.MaxValue);
            _leaders.Add(new ListCondition(Entities(_table.Condition(ranges[i], Name("min", i), Name("max", i))), isOrdered: false));
        }
    }

    private void AddSubstrings(IReadOnlyList<string> substrings)
    {
        for (var i = 0; i < substrings.Count; i++)
            _others.Add(new ListCondition(null, IsOrdered: false, Texts(substrings[i], Name("s", i))));
    }

    private static IndexedRows Tokens(string where) => new("search_tokens", "entity_id", "kind = @kind AND " + where);

    private IndexedRows Texts(string substring, string name)
    {
        _args.Add(name, $"%{Escaped(substring)}%");
        return new IndexedRows("search_documents", "entity_id", $@"kind = @kind AND text LIKE @{name} ESCAPE '\'");
    }

    /// <summary>A text that LIKE takes literally.</summary>
    private static string Escaped(string text) => text
        .Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);

    private static string Name(string letter, int number) => string.Create(CultureInfo.InvariantCulture, $"{letter}{number}");
}
