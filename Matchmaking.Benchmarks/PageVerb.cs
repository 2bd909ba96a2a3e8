using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Matchmaking.Benchmarks.Load;
using Matchmaking.Benchmarks.Page;
using Matchmaking.Benchmarks.Rank;
using Matchmaking.Core.Common;
using Matchmaking.Core.Storage.Sqlite;

namespace Matchmaking.Benchmarks;

/// <summary>The first page of a fund's ranking, asked for again and again, beside a bare endpoint that reads one row: by turns, in one run.</summary>
internal sealed class PageVerb : IVerb
{
    public string Name => "page";

    public string Help =>
        """
        page [--requests 40000] [--callers 32] [--seconds 5] [--rounds 5] [--seed 1] [--folder DIR] [--database ADDRESS] [--server MATCHMAKING.API.DLL]
          --requests  open requests
          --callers   that ask at once, each again as soon as it is answered
          --seconds   of each turn; a round is a turn of the bare endpoint, of the page and of the page that has not changed
          --folder    where the database is, or is made; without it a temporary one
          --database  an empty PostgreSQL database: the data are moved there first, and the server uses it; the bare endpoint reads SQLite all the same
        """;

    public IReadOnlyList<string> Options { get; } = ["requests", "callers", "seconds", "rounds", "seed", "folder", "database", "server"];

    public IReadOnlyList<string> Flags { get; } = [];

    public int Run(Arguments arguments, TextWriter output, TextWriter error)
    {
        var plan = new PagePlan(
            arguments.Integer("requests", 40_000, minimum: 1_000), arguments.Integer("callers", 32, minimum: 1), arguments.Integer("seconds", 5, minimum: 1), arguments.Integer("rounds", 5, minimum: 1),
            arguments.Integer("seed", 1), arguments.Text("database"), LoadServer.Program(arguments));
        var kept = arguments.Text("folder");
        var folder = kept ?? Directory.CreateTempSubdirectory("matchmaking-page-").FullName;
        try
        {
            output.WriteLine(JsonSerializer.Serialize(Measure(plan, folder, error).GetAwaiter().GetResult(), WireJson.Options));
            return 0;
        }
        catch (Exception failed) when (failed is LoadException or HttpRequestException)
        {
            error.WriteLine(failed.Message);
            return 1;
        }
        finally
        {
            if (kept is null)
                Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<PageReport> Measure(PagePlan plan, string folder, TextWriter log)
    {
        if (!File.Exists(Path.Combine(folder, "matchmaking.db")))
        {
            await using var filling = SqliteDatabase.Open(folder);
            await RankDatabase.Fill(filling, new RankMarket(plan.Seed), plan.Requests, log).ConfigureAwait(false);
        }

        if (plan.Database is not null)
            await LoadServer.Move(plan.Program, folder, plan.Database).ConfigureAwait(false);
        await using var server = LoadServer.Start(plan.Program, folder, plan.Database);
        await using var bareServer = LoadServer.StartBare(folder);
        var (address, bareAddress) = (await server.Address().ConfigureAwait(false), await bareServer.Address().ConfigureAwait(false));
        using var admin = new LoadClient(address, LoadServer.AdminKey);
        var fund = new JsonObject { ["name"] = "Page", ["kind"] = "vc", ["category"] = "venture", ["ticketMinCny"] = 1_000_000, ["ticketMaxCny"] = 500_000_000, ["commitmentCny"] = 5_000_000_000 };
        var path = $"/v1/funds/{(string)(await admin.Expect(HttpMethod.Post, "/v1/funds", fund).ConfigureAwait(false)).Json!["id"]!}/ranking";
        var first = await admin.Expect(HttpMethod.Get, path).ConfigureAwait(false);
        var key = ("Authorization", $"Bearer {LoadServer.AdminKey}");
        using var client = new RawClient(address);
        using var bareClient = new RawClient(bareAddress);
        var (bare, page, same) = (RawClient.Get(bareAddress, "/row"), RawClient.Get(address, path, key), RawClient.Get(address, path, key, ("If-None-Match", first.ETag!)));

        var turns = new List<PageTurn>();
        // The first round warms up.
        for (var round = 0; round <= plan.Rounds; round++)
        {
            var turn = new PageTurn(
                await Turn(bareServer, bareClient, bare, 200).ConfigureAwait(false), await Turn(server, client, page, 200).ConfigureAwait(false), await Turn(server, client, same, 304).ConfigureAwait(false));
            log.WriteLine(FormattableString.Invariant($"round {round}: bare {turn.Bare.PerSecond:0}/s, page {turn.Page.PerSecond:0}/s, unchanged {turn.Unchanged.PerSecond:0}/s"));
            if (round > 0)
                turns.Add(turn);
        }

        var most = Median(turns.Select(t => t.Page.PerSecond));
        // At the same rate, so that what the client and the machine add is seen beside it.
        var bareHalf = await Half("bare", bareClient, bare).ConfigureAwait(false);
        var half = await Half("page", client, page).ConfigureAwait(false);
        return new PageReport(
            plan.Requests,
            plan.Callers,
            Math.Round(Median(turns.Select(t => t.Bare.PerSecond))),
            Math.Round(most),
            Math.Round(Median(turns.Select(t => t.Unchanged.PerSecond))),
            Math.Round(Median(turns.Select(t => t.Page.PerSecond / t.Bare.PerSecond)), 3),
            Math.Round(Median(turns.Select(t => t.Unchanged.PerSecond / t.Bare.PerSecond)), 3),
            Math.Round(Median(turns.Select(t => t.Bare.CpuMicros)), 1),
            Math.Round(Median(turns.Select(t => t.Page.CpuMicros)), 1),
            Math.Round(Median(turns.Select(t => t.Unchanged.CpuMicros)), 1),
            LatencyView.Of(bareHalf.All),
            LatencyView.Of(half.All),
            half.Unexpected());

        async Task<LoadTally> Half(string kind, RawClient by, byte[] request)
        {
            var loop = new OpenLoop(() => new LoadRequest(kind, () => by.Send(request)), log);
            // A server that was idle has let its threads go: that is no part of a load that lasts.
            await loop.Run($"{kind}, warm-up", most / 2, TimeSpan.FromSeconds(plan.Seconds), () => { }).ConfigureAwait(false);
            return await loop.Run($"{kind} at half the rate of the page", most / 2, TimeSpan.FromSeconds(4 * plan.Seconds), () => { }).ConfigureAwait(false);
        }

        async Task<PageRate> Turn(LoadServer of, RawClient by, byte[] request, int status)
        {
            var before = of.Cpu();
            var started = Stopwatch.GetTimestamp();
            var rate = await ClosedLoop.Run(by, request, status, plan.Callers, TimeSpan.FromSeconds(plan.Seconds)).ConfigureAwait(false);
            return new PageRate(rate, (of.Cpu() - before).TotalMicroseconds / (rate * Stopwatch.GetElapsedTime(started).TotalSeconds));
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] ordered = [.. values.Order()];
        return ordered[ordered.Length / 2];
    }
}
