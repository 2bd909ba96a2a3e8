using System.Diagnostics;
using System.Text.Json;
using Matchmaking.Benchmarks.Rank;
using Matchmaking.Core.Common;
using Matchmaking.Core.Storage.Sqlite;
using Matchmaking.Core.Taxonomies;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Models;

namespace Matchmaking.Benchmarks;

/// <summary>Ranks all open requests of a made-up market in memory, for funds that take everything and for funds that take a twentieth.</summary>
internal sealed class RankVerb : IVerb
{
    private const int SampleRows = 20_000;
    private const double NarrowShare = 0.05;

    public string Name => "rank";

    public string Help =>
        """
        rank [--requests 100000] [--funds 20] [--trees 100] [--leaves 31] [--threads 1] [--top 50] [--seed 1] [--folder DIR] [--prior]
          --requests  open requests; a database of them is made first, which does not count
          --funds     how many funds are measured, each as one that takes everything and as one that takes a twentieth
          --trees, --leaves  of the model, which is trained on made-up outcomes first
          --top       items of the first page
          --folder    where the database is, or is made; without it a temporary one
          --prior     the scorecard instead of a trained model
        """;

    public IReadOnlyList<string> Options { get; } = ["requests", "funds", "trees", "leaves", "threads", "top", "seed", "folder"];

    public IReadOnlyList<string> Flags { get; } = ["prior"];

    public int Run(Arguments arguments, TextWriter output, TextWriter error)
    {
        var settings = new RankSettings(
            arguments.Integer("requests", 100_000, minimum: SampleRows), arguments.Integer("funds", 20, minimum: 1), arguments.Integer("trees", 100, minimum: 1),
            arguments.Integer("leaves", 31, minimum: 2), arguments.Integer("threads", 1, minimum: 1), arguments.Integer("top", 50, minimum: 1),
            arguments.Integer("seed", 1), arguments.Has("prior"));
        return BenchmarkFolder.Use(
            arguments, "matchmaking-rank-", output, error, async folder => JsonSerializer.Serialize(await Measure(settings, folder, error).ConfigureAwait(false), WireJson.Options));
    }

    private static async Task<object> Measure(RankSettings settings, string folder, TextWriter log)
    {
        var market = new RankMarket(settings.Seed);
        await RankDatabase.FillOnce(folder, market, settings.Requests, log).ConfigureAwait(false);

        // What was needed to fill the tables is no part of the figures.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        await using var database = SqliteDatabase.Open(folder);
        using var process = Process.GetCurrentProcess();
        var (before, started, cpu) = (process.WorkingSet64, Stopwatch.GetTimestamp(), process.TotalProcessorTime);
        var index = await RankDatabase.Load(database).ConfigureAwait(false);
        var build = Stopwatch.GetElapsedTime(started).TotalSeconds;
        process.Refresh();
        var (buildCpu, buildPeak) = ((process.TotalProcessorTime - cpu).TotalSeconds, process.PeakWorkingSet64);
        if (index.Current.OpenCount != settings.Requests)
            throw new InvalidOperationException($"The database holds {index.Current.OpenCount} open requests, not {settings.Requests}.");
        log.WriteLine($"built in {build:0.0} s");

        var factory = new FactsFactory(Taxonomy.Load());
        RequestFacts[] sample = [.. Enumerable.Range(0, SampleRows).Select(i => Facts(market, factory, (int)((long)i * settings.Requests / SampleRows)))];
        var usual = MarketBase.Of(sample);
        var funds = new RankFunds(sample, settings.Seed);
        IRankingModel model = settings.Prior ? RankingModels.Prior : RankModel.Train(funds, sample, usual, settings.Trees, settings.Leaves);
        log.WriteLine("trained");
        var times = new RankTimes(index, model, usual, settings);
        var all = times.Measure(Enumerable.Range(0, settings.Funds).Select(funds.Everything), log);
        var narrow = times.Measure(Enumerable.Range(0, settings.Funds).Select(n => funds.Narrow(n, NarrowShare)), log);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        process.Refresh();
        var (memory, peak) = (process.WorkingSet64, process.PeakWorkingSet64);
        var updates = times.MeasureUpdates(funds.Everything(0), n => Facts(market, factory, n));
        return new
        {
            requests = settings.Requests,
            funds = settings.Funds,
            threads = settings.Threads,
            model = model.Version,
            settings.Trees,
            settings.Leaves,
            buildSeconds = Math.Round(build, 2),
            buildCpuSeconds = Math.Round(buildCpu, 2),
            memoryMb = Megabytes(memory),
            memoryBeforeMb = Megabytes(before),
            buildPeakMb = Megabytes(buildPeak),
            peakMb = Megabytes(peak),
            indexMb = Megabytes(index.Current.Bytes),
            all,
            narrow,
            updates,
        };
    }

    private static RequestFacts Facts(RankMarket market, FactsFactory factory, int number) => factory.Request(market.Request(number), market.Startup(RankMarket.StartupOf(number)));

    private static double Megabytes(long bytes) => Math.Round(bytes / 1048576.0, 1);
}
