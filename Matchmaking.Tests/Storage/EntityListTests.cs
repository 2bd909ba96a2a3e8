using System.Globalization;
using Matchmaking.Core.Storage;
using Matchmaking.Tests.Storage.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Storage;

/// <summary>Lists of every table of entities: order, pages, filters; compared with rows picked by hand.</summary>
internal sealed class EntityListTests(DatabaseEngine engine) : StoreFixture(engine)
{
    private const int Rows = 13;

    private static IEnumerable<IStoreCase> Stores => StoreCases.All;

    [TestCaseSource(nameof(Stores))]
    public async Task List_InPages_GivesEveryRowOnceInTheOrderOfIds(IStoreCase store)
    {
        await Fill(store);
        var all = await Ids(store, "1 = 1");

        foreach (var limit in (int[])[1, 4, Rows, 200])
        {
            var seen = new List<string>();
            Guid? after = null;
            do
            {
                var page = await Read(db => store.List(db, new ListQuery([], after, limit)));
                Assert.That(page.Items, Has.Count.LessThanOrEqualTo(limit));
                seen.AddRange(page.Items.Select(e => e.Key.ToString()));
                after = page.Next;
            }
            while (after is not null);

            Assert.That(seen, Is.EqualTo(all), $"limit {limit}");
        }
    }

    [TestCaseSource(nameof(Stores))]
    public async Task List_PageThatEndsExactly_NamesNoNextPage(IStoreCase store)
    {
        await Fill(store);
        var all = await Ids(store, "1 = 1");

        var page = await Read(db => store.List(db, new ListQuery([], Guid.ParseExact(all[^4], "D"), 3)));

        Assert.That(page.Items.Select(e => e.Key.ToString()), Is.EqualTo(all.TakeLast(3)));
        Assert.That(page.Next, Is.Null);
    }

    [TestCaseSource(nameof(Stores))]
    public async Task List_EveryFilterAlone_GivesTheRowsThatHaveTheValue(IStoreCase store)
    {
        await Fill(store);

        foreach (var column in store.Sql.Filters.Append("id"))
        {
            var values = await Values(store, column);
            Assert.That(values, Has.Count.GreaterThan(1), $"the samples do not vary in {column}");
            foreach (var value in values)
                Assert.That(await List(store, new ListFilter(column, value)), Is.EqualTo(await Ids(store, $"{column} = '{value}'")), $"{column} = {value}");
        }
    }

    [TestCaseSource(nameof(Stores))]
    public async Task List_TwoFilters_GivesTheRowsThatMatchBoth(IStoreCase store)
    {
        await Fill(store);
        string[] columns = [.. store.Sql.Filters, "id"];

        foreach (var (first, second) in columns.SelectMany(a => columns.Select(b => (a, b))))
        {
            var a = (await Values(store, first))[0];
            var b = (await Values(store, second))[^1];
            var listed = await List(store, new ListFilter(first, a), new ListFilter(second, b));

            Assert.That(listed, Is.EqualTo(await Ids(store, $"{first} = '{a}' AND {second} = '{b}'")), $"{first}, {second}");
        }
    }

    [TestCaseSource(nameof(Stores))]
    public async Task List_SeveralValues_GivesTheRowsOfAnyInPages(IStoreCase store)
    {
        await Fill(store);

        foreach (var column in store.Sql.Filters.Append("id"))
        {
            var values = (await Values(store, column)).Take(2).ToList();
            var expected = await Ids(store, $"{column} IN ('{values[0]}', '{values[1]}')");
            var filter = new ListFilter(column, values);
            var first = await Read(db => store.List(db, new ListQuery([filter], null, 1)));
            var rest = await Read(db => store.List(db, new ListQuery([filter], first.Next, 100)));

            Assert.That(first.Items.Concat(rest.Items).Select(e => e.Key.ToString()), Is.EqualTo(expected), column);
        }
    }

    [TestCaseSource(nameof(Stores))]
    public async Task List_UnknownValueOrNoValue_IsEmpty(IStoreCase store)
    {
        await Fill(store);

        foreach (var column in store.Sql.Filters.Append("id"))
        {
            Assert.That(await List(store, new ListFilter(column, "' OR 1 = 1 --")), Is.Empty, column);
            Assert.That(await List(store, new ListFilter(column, [])), Is.Empty, column);
        }
    }

    [TestCaseSource(nameof(Stores))]
    public void SelectWhere_ColumnThatIsNoFilter_IsRefused(IStoreCase store) =>
        Assert.That(() => store.Sql.SelectWhere(Database.Dialect, [new ListFilter("version", "1")], after: false, limited: true), Throws.ArgumentException);

    /// <summary>Inserts samples of all shapes, the last first.</summary>
    private async Task Fill(IStoreCase store)
    {
        await Write(db => store.Seed(db, Rows));
        for (var n = Rows - 1; n >= 0; n--)
        {
            var entity = store.Make(n % store.Shapes, n);
            var inserted = await Write(db => store.Insert(db, entity));
            Assert.That(inserted.Error, Is.Null);
        }
    }

    private async Task<IReadOnlyList<string>> List(IStoreCase store, params ListFilter[] filters)
    {
        var page = await Read(db => store.List(db, new ListQuery(filters, null, 200)));
        return [.. page.Items.Select(e => e.Key.ToString())];
    }

    private async Task<List<string>> Ids(IStoreCase store, string condition)
    {
        var ids = await Read(db => db.Query<string>($"SELECT id FROM {store.Sql.Table} WHERE {condition}"));
        return [.. ids.Order(StringComparer.Ordinal)];
    }

    private async Task<List<string>> Values(IStoreCase store, string column)
    {
        var values = await Read(db => db.Query<object?>($"SELECT DISTINCT {column} AS value FROM {store.Sql.Table} WHERE {column} IS NOT NULL ORDER BY 1"));
        return [.. values.Select(v => Convert.ToString(((IDictionary<string, object>)v!)["value"], CultureInfo.InvariantCulture)!)];
    }
}
