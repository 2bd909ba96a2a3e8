using Matchmaking.Core.Common;
using Matchmaking.Core.FinancingRequests;
using Matchmaking.Core.Search;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.FinancingRequests;
using Matchmaking.Core.Storage.Search;
using Matchmaking.Core.Storage.Sqlite;
using Matchmaking.Core.Storage.Startups;
using Matchmaking.Core.Taxonomies;
using Matchmaking.Tests.Core.Search;
using Matchmaking.Tests.Storage.Support;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Storage;

/// <summary>The index beside the rows: after any edits it finds what reading all rows finds.</summary>
internal sealed class SearchIndexTests(DatabaseEngine engine) : StoreFixture(engine)
{
    private static readonly string[] _kinds = ["fund", "request", "session", "startup"];

    /// <summary>Every token of every entity, and every document.</summary>
    private static readonly string _indexSql =
        string.Concat(_kinds.Select(k => $"SELECT '{k} ' || term || ' ' || entity_id FROM terms_{k} JOIN search_documents ON number = doc UNION ALL "))
        + "SELECT kind || ' ' || entity_id || ' ' || text FROM search_documents ORDER BY 1";

    private const string RequestTermsSql = "SELECT term FROM terms_request ORDER BY 1";

    private static readonly string[] _sectors = ["fuel-cells", "fuel-cell-stacks", "hydrogen", "hydrogen-vessels", "evtol", "chips"];

    private static readonly string[] _subtrees = ["hydrogen", "fuel-cells", "new-energy", "evtol"];

    private readonly Dictionary<Guid, FinancingRequest> _rows = [];

    [SetUp]
    public async Task NoRows()
    {
        _rows.Clear();
        // What the index holds, as a table.
        await Write(db => db.Execute(string.Concat(_kinds.Select(k => TermsOf(db.Dialect, k)))));
        await Write(db => StartupStore.Entities.Insert(db, Samples.BareStartup(0)));
    }

    /// <summary>An index by other rules.</summary>
    private static async Task Clutter(Db db)
    {
        var index = db.Dialect.TokenIndex;
        await db.Execute(index.ClearSql("request"));
        await db.Execute(index.InsertSql("request"), new { number = 1, tokens = index.Tokens(["x"]) });
        await db.Execute("UPDATE search_kinds SET fingerprint = 'other'");
    }

    private static string TermsOf(ISqlDialect dialect, string kind) => dialect is SqliteDialect
        ? $"CREATE VIRTUAL TABLE terms_{kind} USING fts5vocab ('search_{kind}', 'instance');"
        : $"CREATE VIEW terms_{kind} AS SELECT unnest(tokens) AS term, number AS doc FROM search_{kind};";

    [Test]
    public async Task Search_AfterRandomEdits_FindsWhatReadingAllFinds()
    {
        var texts = new RandomTexts(5);
        var found = 0;
        for (var round = 0; round < 12; round++)
        {
            await Write(async db =>
            {
                for (var i = 0; i < 25; i++)
                    await Edit(db, texts);
            });
            for (var i = 0; i < 40; i++)
                found += await Compare(texts);
        }

        Assert.That(found, Is.GreaterThan(200));
    }

    [Test]
    public async Task Search_CriteriaThatManyMeet_FindsWhatReadingAllFinds()
    {
        var texts = new RandomTexts(6);
        await Write(async db =>
        {
            for (var i = 0; i < 2_300; i++)
                await Insert(db, texts, i, "氢能a");
        });

        // More rows than are counted: by a token, by a beginning of tokens, by a span, by a filter, and by all.
        var all = new ListRange("amount_fen", 1, null);
        await Compare(All(), Text("氢能"));
        await Compare(All(), Text("a"));
        await Compare(All(), Text("能a %"));
        await Compare(All(), SearchCriteria.None with { Ranges = [all] });
        await Compare([new("status", "open")], Text("a -") with { Ranges = [all] });
        static IReadOnlyList<ListFilter> All() => [];
    }

    [Test]
    public async Task Update_SameTexts_LeavesTheIndexAlone()
    {
        var request = Samples.FullRequest(0) with { Title = "氢能" };
        await Write(db => FinancingRequestStore.Entities.Insert(db, request));
        await Write(db => db.Execute(db.Dialect.TokenIndex.ClearSql("request")));

        await Write(db => FinancingRequestStore.Entities.Update(db, request with { Version = 2, AmountCny = Money.FromYuan(77) }));

        Assert.That(await Read(db => db.Query<string>(RequestTermsSql)), Is.Empty);
    }

    [Test]
    public async Task Update_OtherTexts_LeavesNothingOfTheOldOnes()
    {
        var request = Samples.BareRequest(0) with { Title = "氢能", Sectors = ["hydrogen"] };
        await Write(db => FinancingRequestStore.Entities.Insert(db, request));

        await Write(db => FinancingRequestStore.Entities.Update(db, request with { Version = 2, Title = "能源", Sectors = [] }));

        Assert.That(await Read(db => db.Query<string>(RequestTermsSql)), Is.EqualTo(Strings.Of("源", "能", "能源")));
    }

    [Test]
    public async Task Update_SeveralTimesInOneUseCase_LeavesTheLastTexts()
    {
        var request = Samples.BareRequest(0) with { Title = "氢" };
        await Write(async db =>
        {
            await FinancingRequestStore.Entities.Insert(db, request);
            await FinancingRequestStore.Entities.Update(db, request with { Version = 2, Title = "能" });
            await FinancingRequestStore.Entities.Update(db, request with { Version = 3, Title = "源" });
        });

        Assert.That(await Read(db => db.Query<string>(RequestTermsSql)), Is.EqualTo(Strings.Of("源")));
    }

    [Test]
    public async Task Part_ThatIsRefused_LeavesNeitherTokensNorAuditEntries()
    {
        var request = Samples.BareRequest(0) with { Title = "氢" };
        await Write(async db =>
        {
            await FinancingRequestStore.Entities.Insert(db, request);
            var part = await db.Part<FinancingRequest>(async () =>
            {
                await FinancingRequestStore.Entities.Update(db, request with { Version = 2, Title = "能" });
                return DomainError.Conflict(Codes.InUse);
            });
            Assert.That(part.Error, Is.Not.Null);
        });

        Assert.That(await Read(db => db.Query<string>(RequestTermsSql)), Is.EqualTo(Strings.Of("氢")));
        Assert.That(await Read(db => db.Query<string>("SELECT action FROM audit_log WHERE resource = 'financing-request'")), Is.EqualTo(Strings.Of("created")));
    }

    [Test]
    public void Search_InAWrite_IsAnError() => Assert.That(
        () => Write(db => FinancingRequestStore.Entities.List(db, new ListQuery([], null, 10) { Search = Text("氢") })),
        Throws.InvalidOperationException.With.Message.Contains("before its end"));

    [TestCase("refused")]
    [TestCase("undone")]
    public async Task Write_ThatIsNotKept_LeavesTheIndexAlone(string how)
    {
        await Write(db => FinancingRequestStore.Entities.Insert(db, Samples.FullRequest(0)));
        var before = await Read(db => db.Query<string>(_indexSql));

        var changed = await Write<FinancingRequest>(async db =>
        {
            var next = Samples.FullRequest(0) with { Title = "另一个", Version = how == "refused" ? 5 : 2 };
            var updated = await FinancingRequestStore.Entities.Update(db, next);
            return how == "refused" ? updated : DomainError.Conflict(Codes.InUse);
        });

        Assert.That(changed.Error, Is.Not.Null);
        Assert.That(await Read(db => db.Query<string>(_indexSql)), Is.EqualTo(before));
    }

    [Test]
    public async Task BringUpToDate_RowsFromBeforeTheIndex_IndexesThemOnce()
    {
        await Fill();
        var expected = await Read(db => db.Query<string>(_indexSql));
        await Write(db => db.Execute($"{db.Dialect.TokenIndex.ClearSql("request")}; DELETE FROM search_documents; DELETE FROM search_kinds"));

        await SearchIndexing.BringUpToDate(Database, TimeProvider.System, CancellationToken.None);
        Assert.That(await Read(db => db.Query<string>(_indexSql)), Is.EqualTo(expected));

        // Once: a second start does not look again.
        await Write(db => db.Execute(db.Dialect.TokenIndex.ClearSql("request")));
        await SearchIndexing.BringUpToDate(Database, TimeProvider.System, CancellationToken.None);
        Assert.That(await Read(db => db.Query<string>(RequestTermsSql)), Is.Empty);
    }

    [Test]
    public async Task BringUpToDate_OtherRulesOrAnEndInTheMidst_MakesTheIndexAnew()
    {
        await Fill();
        var expected = await Read(db => db.Query<string>(_indexSql));
        await Write(db => Clutter(db));

        await SearchIndexing.BringUpToDate(Database, TimeProvider.System, CancellationToken.None);
        Assert.That(await Read(db => db.Query<string>(_indexSql)), Is.EqualTo(expected));

        await Write(db => db.Execute($"{db.Dialect.TokenIndex.ClearSql("startup")}; DELETE FROM search_documents WHERE kind = 'startup'; DELETE FROM search_kinds WHERE kind = 'startup'"));
        await SearchIndexing.BringUpToDate(Database, TimeProvider.System, CancellationToken.None);
        Assert.That(await Read(db => db.Query<string>(_indexSql)), Is.EqualTo(expected));
        Assert.That(await Read(db => db.Query<string>("SELECT kind FROM search_kinds ORDER BY 1")), Is.EqualTo(_kinds));
    }

    private Task Fill() => Write(async db =>
    {
        foreach (var store in StoreCases.All.Where(s => s.SearchKind is not null))
        {
            // Startups come first in the list: requests 1 to 3 refer to startups 1 to 3.
            for (var n = 1; n < 4; n++)
                Assert.That((await store.Insert(db, store.Make(0, n))).Error, Is.Null);
        }
    });

    private async Task Edit(Db db, RandomTexts texts)
    {
        var existing = _rows.Count == 0 ? null : _rows.Values.ElementAt(texts.Below(_rows.Count));
        switch (texts.Below(4))
        {
            case 0 when existing is not null:
                Assert.That((await FinancingRequestStore.Entities.Delete(db, existing)).Error, Is.Null);
                _rows.Remove(existing.Key);
                break;
            case 1 when existing is not null:
                var changed = Vary(existing, texts) with { Version = existing.Version + 1 };
                Assert.That((await FinancingRequestStore.Entities.Update(db, changed)).Error, Is.Null);
                _rows[changed.Key] = changed;
                break;
            default:
                await Insert(db, texts, texts.Below(1_000_000), "");
                break;
        }
    }

    private async Task Insert(Db db, RandomTexts texts, int n, string title)
    {
        var made = Vary(Samples.BareRequest(n) with { StartupId = Samples.BareStartup(0).Id }, texts);
        made = made with { Title = title + made.Title };
        if (!_rows.TryAdd(made.Key, made))
            return;
        Assert.That((await FinancingRequestStore.Entities.Insert(db, made)).Error, Is.Null);
    }

    private static FinancingRequest Vary(FinancingRequest request, RandomTexts texts) => request with
    {
        Title = texts.Next(8),
        Sectors = texts.Below(4) == 0 ? [] : [_sectors[texts.Below(_sectors.Length)]],
        AmountCny = Money.FromYuan(1 + texts.Below(20)),
        MinTicketCny = Money.FromYuan(1),
        Status = (RequestStatus)texts.Below(2),
    };

    private async Task<int> Compare(RandomTexts texts)
    {
        var search = SearchQuery.Parse(texts.Next(3)).TryGet(out var query, out _) ? Text(query) : SearchCriteria.None;
        if (texts.Below(3) == 0)
            search = search with { Tokens = [.. search.Tokens, SearchLabels.Sector(_subtrees[texts.Below(_subtrees.Length)])] };
        if (texts.Below(3) == 0)
            search = search with { Ranges = [new("amount_fen", texts.Below(2) == 0 ? null : 500, texts.Below(2) == 0 ? null : 1_500)] };
        IReadOnlyList<ListFilter> filters = texts.Below(3) == 0 ? [new("status", texts.Below(2) == 0 ? ["open"] : ["open", "draft"])] : [];
        return await Compare(filters, search);
    }

    private async Task<int> Compare(IReadOnlyList<ListFilter> filters, SearchCriteria search)
    {
        var expected = _rows.Values.Where(r => Matches(r, filters, search)).Select(r => r.Key).Order().ToList();
        var found = new List<Guid>();
        Guid? after = null;
        do
        {
            var page = await Read(db => FinancingRequestStore.Entities.List(db, new ListQuery(filters, after, 7 + (expected.Count / 2)) { Search = search }));
            found.AddRange(page.Items.Select(r => r.Key));
            after = page.Next;
        }
        while (after is not null);

        Assert.That(found, Is.EqualTo(expected), search.ToString());
        return expected.Count;
    }

    /// <summary>Reads the row, knows nothing of an index.</summary>
    private static bool Matches(FinancingRequest row, IReadOnlyList<ListFilter> filters, SearchCriteria search)
    {
        var title = SearchText.Normalize(row.Title);
        return filters.All(f => f.Values.Contains(row.Status.Kebab()))
            && search.Tokens.Where(t => !t.StartsWith(':')).Concat(search.Substrings).All(t => title.Contains(t, StringComparison.Ordinal))
            && search.Tokens.Where(t => t.StartsWith(':')).All(t => row.Sectors.Any(s => Taxonomy.Load().IsAncestorOrSelf(t[(t.LastIndexOf(':') + 1)..], s)))
            && search.Ranges.All(r => row.AmountCny.Fen >= (r.Min ?? 0) && row.AmountCny.Fen <= (r.Max ?? long.MaxValue));
    }

    private static SearchCriteria Text(string text) => Text(SearchQuery.Parse(text).Value);

    private static SearchCriteria Text(SearchQuery query) => new(query.Tokens, query.Substrings, []);
}
