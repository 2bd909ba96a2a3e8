using System.Text.RegularExpressions;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Sqlite;
using Matchmaking.Tests.Storage.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Storage.Sqlite;

/// <summary>
/// How SQLite answers every query of the stores: by an index that also gives the order, never by reading a whole table to
/// filter it and never by sorting.
/// </summary>
internal sealed partial class QueryPlanTests
{
    /// <summary>
    /// Lists that a caller with several subjects reads: the filter of its scope then has several values, and rows of several
    /// index ranges are sorted. What is sorted is the caller's own rows only (a key speaks for a few startups or funds).
    /// </summary>
    private static readonly (string Table, string Column)[] _scopes =
    [
        ("startups", "id"), ("funds", "id"), ("financing_requests", "startup_id"), ("registrations", "startup_id"), ("registrations", "fund_id"),
        ("preferences", "owner_id"), ("saved_searches", "owner_id"),
    ];

    private TemporaryFolder _folder = null!;
    private SqliteDatabase _database = null!;

    private static IEnumerable<NamedStatement> Queries =>
        StatementList.Constants.Where(s => s.Sql.StartsWith("SELECT", StringComparison.Ordinal) && !ReadsTheSchema().IsMatch(s.Sql))
            .Concat(StatementList.Lists).Concat(StatementList.WholeLists);

    private static IEnumerable<NamedStatement> Changes => StatementList.OfTables.Where(s => !s.Name.EndsWith(".Insert", StringComparison.Ordinal));

    [OneTimeSetUp]
    public async Task OpenDatabase()
    {
        _folder = new TemporaryFolder();
        _database = SqliteDatabase.Open(_folder.Path);
        await _database.Migrate(TimeProvider.System, CancellationToken.None);
    }

    [OneTimeTearDown]
    public async Task CloseDatabase()
    {
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    [TestCaseSource(nameof(Queries))]
    public async Task Query_OfAStore_IsAnsweredAndOrderedByAnIndex(NamedStatement query)
    {
        var plan = await Explain(query.Sql);
        var filtered = Filter().IsMatch(query.Sql);

        // The steps of a subquery follow its heading; one of subqueries alone has a row of its own.
        foreach (var step in plan.Where(s => !s.Contains("SCALAR SUBQUERY", StringComparison.Ordinal) && s != "SCAN CONSTANT ROW"))
        {
            Assert.That(step, Does.Not.Contain("USE TEMP B-TREE"), query.Sql);
            // A list without a filter walks the index of ids: that is its order, and its limit ends it; what it joins is looked up.
            Assert.That(step, Does.Match(filtered ? "^SEARCH .* USING (.*INDEX|INTEGER PRIMARY KEY)" : "^(SCAN|SEARCH) .* USING .*INDEX"), query.Sql);
        }
    }

    [Test]
    public async Task Search_OfAList_FindsCandidatesByAnIndexAndLooksEachUpByItsId()
    {
        foreach (var search in SearchStatements.All)
        {
            var plan = await Explain(search.Sql);

            // The outer query takes the ids that the inner one found, in their order, and each condition is a look-up by a unique
            // key. Rows of a leading condition are counted through a subquery that ends soon; the index of tokens is asked
            // for what matches, or whether one document does.
            plan = [.. plan.Where(step => step is not ("SCAN counted" or "SCAN m") && !Matching().IsMatch(step))];
            Assert.That(plan, Has.None.StartsWith("SCAN").And.None.Contains("USE TEMP B-TREE"), $"{search.Name}: {search.Sql}\n{string.Join('\n', plan)}");
            foreach (var step in plan.Where(s => s.StartsWith("SEARCH c ", StringComparison.Ordinal)))
                Assert.That(step, Does.Match(@" INDEX sqlite_autoindex_\w+ \((\w+=\?|kind=\? AND entity_id=\?)\)$"), $"{search.Name}: {search.Sql}\n{string.Join('\n', plan)}");
        }
    }

    [TestCaseSource(nameof(Changes))]
    public async Task Change_OfOneRow_FindsItByItsId(NamedStatement change)
    {
        var plan = await Explain(change.Sql);

        Assert.That(plan[0], Does.Match("^SEARCH .* USING INDEX sqlite_autoindex"), change.Sql);
    }

    [Test]
    public async Task Lists_ScopedToSeveralSubjects_ReadTheSubjectsRowsOnly()
    {
        foreach (var (table, column) in _scopes)
        {
            var store = StoreCases.All.Single(s => s.Sql.Table == table);
            var plan = await Explain(store.Sql.SelectWhere(_database.Dialect, [new ListFilter(column, ["x", "y"])], after: true, limited: true));

            Assert.That(plan[0], Does.Match("^SEARCH .* USING .*INDEX"), $"{table}.{column}");
        }
    }

    [Test]
    public async Task References_ToWhatCanBeDeleted_AreFoundByAnIndex()
    {
        // Freezes and plans are never deleted, so nothing ever looks for what refers to them.
        string[] permanent = ["freezes", "plans"];
        var tables = await Query("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
        foreach (var table in tables)
        {
            var references = await Query($"SELECT \"table\" || ' ' || \"from\" FROM pragma_foreign_key_list('{table}')");
            foreach (var reference in references.Select(r => r.Split(' ')).Where(r => !permanent.Contains(r[0])))
            {
                var plan = await Explain($"SELECT 1 FROM {table} WHERE {reference[1]} = @f0");
                Assert.That(plan[0], Does.Match("^SEARCH .* USING .*INDEX"), $"{table}.{reference[1]} refers to {reference[0]}");
            }
        }
    }

    private async Task<IReadOnlyList<string>> Explain(string sql) => await _database.Read(
        async db =>
        {
            var steps = await db.Query<PlanStep>("EXPLAIN QUERY PLAN " + sql, Parameters(sql));
            return steps.Select(s => s.Detail).ToList();
        },
        CancellationToken.None);

    private Task<IReadOnlyList<string>> Query(string sql) => _database.Read(db => db.Query<string>(sql), CancellationToken.None);

    private static Dapper.DynamicParameters Parameters(string sql)
    {
        var parameters = new Dapper.DynamicParameters();
        foreach (var name in ParameterName().Matches(sql).Select(m => m.Groups[1].Value).Distinct())
            parameters.Add(name, sql.Contains($"IN @{name}", StringComparison.Ordinal) ? Values(name, sql) : "1");
        return parameters;
    }

    // Lists of outcomes always say IN, and have one value there but for a fund key's scope.
    private static string[] Values(string name, string sql) => sql.Contains("FROM outcomes", StringComparison.Ordinal) ? ["1"] : [name, "y"];

    /// <summary>Tables that SQLite makes up from the schema when they are read: they have no indexes.</summary>
    [GeneratedRegex(@"FROM (sqlite_master|pragma_)")]
    private static partial Regex ReadsTheSchema();

    [GeneratedRegex(@"^SCAN search_\w+ VIRTUAL TABLE INDEX \d+:.*M")]
    private static partial Regex Matching();

    [GeneratedRegex(@"\bWHERE\b")]
    private static partial Regex Filter();

    [GeneratedRegex(@"@(\w+)")]
    private static partial Regex ParameterName();

    private sealed record PlanStep
    {
        public string Detail { get; init; } = "";
    }
}
