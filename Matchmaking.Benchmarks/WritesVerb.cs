using System.Diagnostics;
using System.Text.Json;
using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;
using Matchmaking.Core.Startups;
using Matchmaking.Core.Storage.Sqlite;
using Matchmaking.Core.Storage.Startups;

namespace Matchmaking.Benchmarks;

/// <summary>Inserts startups from several callers at once, each waiting for its answer before the next, and measures the waits.</summary>
internal sealed class WritesVerb : IVerb
{
    public string Name => "writes";

    public string Help =>
        """
        writes [--writes 20000] [--repeats 3]
          --writes   of each number of callers (1, 16, 256, 1024)
          --repeats  runs, of which the median counts
        """;

    public IReadOnlyList<string> Options { get; } = ["writes", "repeats"];

    public IReadOnlyList<string> Flags { get; } = [];

    public int Run(Arguments arguments, TextWriter output, TextWriter error)
    {
        var (writes, repeats) = (arguments.Integer("writes", 20_000, minimum: 1), arguments.Integer("repeats", 3, minimum: 1));
        foreach (var callers in (int[])[1, 16, 256, 1024])
        {
            var runs = Enumerable.Range(0, repeats).Select(_ => Measure(callers, writes).GetAwaiter().GetResult()).OrderBy(r => r.WritesPerSecond).ToList();
            output.WriteLine(JsonSerializer.Serialize(runs[repeats / 2], WireJson.Options));
        }

        return 0;
    }

    private static async Task<Report> Measure(int callers, int writes)
    {
        var folder = Directory.CreateTempSubdirectory("matchmaking-writes-");
        try
        {
            await using var database = SqliteDatabase.Open(folder.FullName);
            await database.Migrate(TimeProvider.System, CancellationToken.None).ConfigureAwait(false);
            // Compiled before it is measured.
            await Write(database, 1, 0, callers).ConfigureAwait(false);
            var clock = Stopwatch.StartNew();
            var waits = await Task.WhenAll(Enumerable.Range(1, callers).Select(c => Write(database, c, c * writes, Math.Max(1, writes / callers)))).ConfigureAwait(false);
            var seconds = clock.Elapsed.TotalSeconds;
            var sorted = waits.SelectMany(w => w).Order().ToList();
            return new Report(callers, Math.Round(sorted.Count / seconds), Math.Round(sorted[sorted.Count / 2], 2), Math.Round(sorted[sorted.Count * 99 / 100], 2));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <returns>Milliseconds that each write was waited for.</returns>
    private static async Task<List<double>> Write(SqliteDatabase database, int caller, int first, int count)
    {
        await Task.Yield();
        var waits = new List<double>(count);
        var origin = Origin.CommandLine($"writes {caller}", DateTimeOffset.UnixEpoch);
        for (var n = first; n < first + count; n++)
        {
            var startup = new Startup { Id = new(Guid.ParseExact($"0197a000-0000-7000-8000-{n:x12}", "D")), Version = 1, Name = $"武汉第{n}号装备有限公司" };
            var start = Stopwatch.GetTimestamp();
            var stored = await database.Write(origin, db => StartupStore.Entities.Insert(db, startup), CancellationToken.None).ConfigureAwait(false);
            waits.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            if (stored.Error is { } refused)
                throw new InvalidOperationException($"A made-up row was refused: {refused.Code}");
        }

        return waits;
    }

    private sealed record Report(int Callers, double WritesPerSecond, double MedianMillis, double P99Millis);
}
