using System.Diagnostics;
using System.Text.Json;
using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;
using Matchmaking.Core.FinancingRequests;
using Matchmaking.Core.Search;
using Matchmaking.Core.Startups;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.FinancingRequests;
using Matchmaking.Core.Storage.Search;
using Matchmaking.Core.Storage.Sqlite;
using Matchmaking.Core.Storage.Startups;
using Matchmaking.Core.Taxonomies;

namespace Matchmaking.Benchmarks;

/// <summary>Fills a database with made-up requests and measures searches of the list, beside reading all rows without an index.</summary>
internal sealed class SearchVerb : IVerb
{
    private const int PageRows = 50;
    private const int WriteRows = 500;

    private static readonly string[] _topics = ["氢能", "芯片", "低空", "电池", "算力", "北斗", "医疗", "卫星", "激光", "脑机", "合成生物", "机器人", "eVTOL", "AI", "SiC", "5G"];
    private static readonly string[] _forms = ["装备", "材料", "平台", "系统", "产线", "应用", "检测", "研发", "组件", "服务"];
    private static readonly string[] _places = ["武汉", "光谷", "东湖", "汉口", "沌口", "江夏", "长江", "荆楚"];

    public string Name => "search";

    public string Help =>
        """
        search [--requests N] [--repeats N] [--seed N]
          --requests  rows of the list (default 100000)
          --repeats   runs of each search (default 101)
          --seed      of the made-up rows (default 1)
        """;

    public IReadOnlyList<string> Options => ["requests", "repeats", "seed"];

    public IReadOnlyList<string> Flags => [];

    public int Run(Arguments arguments, TextWriter output, TextWriter error)
    {
        var (rows, repeats) = (arguments.Integer("requests", 100_000, minimum: 1), arguments.Integer("repeats", 101, minimum: 1));
        var folder = Directory.CreateTempSubdirectory("matchmaking-search-");
        try
        {
            output.WriteLine(JsonSerializer.Serialize(Measure(folder.FullName, rows, repeats, arguments.Integer("seed", 1)).GetAwaiter().GetResult()));
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<object> Measure(string folder, int rows, int repeats, int seed)
    {
        await using var database = SqliteDatabase.Open(folder);
        await database.Migrate(TimeProvider.System, CancellationToken.None);
        var clock = Stopwatch.StartNew();
        await Fill(database, rows, seed);
        var fillSeconds = clock.Elapsed.TotalSeconds;
        var results = new SortedDictionary<string, object>(StringComparer.Ordinal);
        foreach (var (name, query) in Searches())
            results[name] = await Time(database, query, repeats);
        return new
        {
            requests = rows,
            fillSeconds = Math.Round(fillSeconds, 2),
            databaseMb = Math.Round(new DirectoryInfo(folder).EnumerateFiles("matchmaking.db*").Sum(f => f.Length) / 1048576.0, 1),
            searches = results,
        };
    }

    private static IEnumerable<(string Name, ListQuery Query)> Searches()
    {
        var sector = SearchLabels.Sector("hydrogen");
        var span = new ListRange("amount_fen", Money.FromYuan(20_000_000).Fen, Money.FromYuan(30_000_000).Fen);
        var narrow = new ListRange("amount_fen", Money.FromYuan(20_000_000).Fen, Money.FromYuan(20_010_000).Fen);
        IReadOnlyList<ListFilter> stage = [new("stage", "b")];
        yield return ("no filter", Page([], SearchCriteria.None));
        yield return ("q=氢能", Page([], Text("氢能")));
        yield return ("q=氢", Page([], Text("氢")));
        yield return ("q=武汉 氢能装备", Page([], Text("武汉 氢能装备")));
        yield return ("q=号项目999", Page([], Text("号项目999")));
        yield return ("q=evtol", Page([], Text("evtol")));
        yield return ("q absent", Page([], Text("量子")));
        yield return ("sector", Page([], new([sector], [], [])));
        yield return ("sector+stage+amount", Page(stage, new([sector], [], [span])));
        yield return ("sector+stage+amount, narrow", Page(stage, new([sector], [], [narrow])));
        yield return ("amount", Page([], new([], [], [span])));
        yield return ("amount, narrow", Page([], new([], [], [narrow])));
        yield return ("q=氢能 sector+stage+amount", Page(stage, new([.. Text("氢能").Tokens, sector], [], [span])));
    }

    private static ListQuery Page(IReadOnlyList<ListFilter> filters, SearchCriteria search) => new(filters, null, PageRows) { Search = search };

    private static SearchCriteria Text(string text)
    {
        var query = SearchQuery.Parse(text).Value;
        return new(query.Tokens, query.Substrings, []);
    }

    private static async Task<object> Time(SqliteDatabase database, ListQuery query, int repeats)
    {
        var millis = new double[repeats];
        var found = 0;
        for (var i = 0; i < repeats; i++)
        {
            var start = Stopwatch.GetTimestamp();
            found = (await database.Read(db => FinancingRequestStore.Entities.List(db, query), CancellationToken.None)).Items.Count;
            millis[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(millis);
        return new { rows = found, p50Millis = Math.Round(millis[repeats / 2], 3), p99Millis = Math.Round(millis[repeats * 99 / 100], 3) };
    }

    private static async Task Fill(SqliteDatabase database, int rows, int seed)
    {
        var random = new Random(seed);
        var startup = new Startup { Id = new(Id(0)), Version = 1, Name = "武汉氢能科技有限公司" };
        await Write(database, StartupStore.Entities, [startup]);
        var sectors = Taxonomy.Load().Sectors.Where(s => s.Chain is not null).ToList();
        for (var start = 0; start < rows; start += WriteRows)
        {
            var batch = Enumerable.Range(start, Math.Min(WriteRows, rows - start)).Select(n => Make(n, startup.Id, sectors, random)).ToList();
            await Write(database, FinancingRequestStore.Entities, batch);
        }
    }

    private static FinancingRequest Make(int n, StartupId startup, List<SectorEntry> sectors, Random random) => new()
    {
        Id = new(Id(n)),
        Version = 1,
        StartupId = startup,
        Title = $"{Pick(_places, random)}{Pick(_topics, random)}{Pick(_forms, random)}第{n}号项目{random.Next(1_000)}",
        Sectors = [sectors[random.Next(sectors.Count)].Code],
        Stage = (Stage)random.Next(Enum.GetValues<Stage>().Length),
        AmountCny = Money.FromYuan(1_000_000 + (random.Next(10_000) * 10_000L)),
        Status = RequestStatus.Open,
    };

    /// <summary>Ids grow with the rows, as those of the server do.</summary>
    private static Guid Id(int n) => Guid.ParseExact($"0197a000-0000-7000-8000-{n:x12}", "D");

    private static string Pick(string[] words, Random random) => words[random.Next(words.Length)];

    private static async Task Write<T>(SqliteDatabase database, IEntityStore<T> store, IReadOnlyList<T> entities)
    {
        var stored = await database.Write<bool>(
            Origin.CommandLine("search", DateTimeOffset.UnixEpoch),
            async db =>
            {
                foreach (var entity in entities)
                {
                    if ((await store.Insert(db, entity)).Error is { } refused)
                        return refused;
                }

                return true;
            },
            CancellationToken.None);
        if (stored.Error is { } error)
            throw new InvalidOperationException($"A made-up row was refused: {error.Code}");
    }
}
