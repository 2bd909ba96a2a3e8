using System.Text.Json;
using Matchmaking.Benchmarks.Load;
using Matchmaking.Benchmarks.Page;
using Matchmaking.Benchmarks.Rank;
using Matchmaking.Core.Common;

namespace Matchmaking.Benchmarks;

/// <summary>The first page of a fund's ranking, asked for again and again, beside a bare endpoint that reads one row: by turns, in one run.</summary>
internal sealed class PageVerb : IVerb
{
    public string Name => "page";

    public string Help =>
        """
        page [--requests 40000] [--callers 32] [--seconds 5] [--rounds 5] [--seed 1] [--folder DIR] [--server MATCHMAKING.API.DLL]
          --requests  open requests
          --callers   that ask at once, each again as soon as it is answered
          --seconds   of each turn; a round is a turn of the bare endpoint, of the page and of the page that has not changed
          --folder    where the database is, or is made; without it a temporary one
        """;

    public IReadOnlyList<string> Options { get; } = ["requests", "callers", "seconds", "rounds", "seed", "folder", "server"];

    public IReadOnlyList<string> Flags { get; } = [];

    public int Run(Arguments arguments, TextWriter output, TextWriter error)
    {
        var plan = PagePlan.Of(arguments);
        return BenchmarkFolder.Use(arguments, "matchmaking-page-", output, error, folder => Measure(plan, folder, error));
    }

    private static async Task<string> Measure(PagePlan plan, string folder, TextWriter log)
    {
        await RankDatabase.FillOnce(folder, new RankMarket(plan.Seed), plan.Requests, log).ConfigureAwait(false);
        await using var server = LoadServer.Start(plan.Program, folder, null);
        await using var bareServer = LoadServer.StartBare(folder);
        using var bare = await PageTarget.Bare(bareServer).ConfigureAwait(false);
        using var page = await PageTarget.Of([server], usesPostgres: false).ConfigureAwait(false);
        using var same = page.Unchanged();
        return JsonSerializer.Serialize(await Measure(plan, bare, page, same, log).ConfigureAwait(false), WireJson.Options);
    }

    private static async Task<PageReport> Measure(PagePlan plan, PageTarget bare, PageTarget page, PageTarget same, TextWriter log)
    {
        var turns = new List<PageTurn>();
        // The first round warms up.
        for (var round = 0; round <= plan.Rounds; round++)
        {
            var turn = new PageTurn(
                await bare.Turn(plan.Callers, plan.Turn).ConfigureAwait(false), await page.Turn(plan.Callers, plan.Turn).ConfigureAwait(false), await same.Turn(plan.Callers, plan.Turn).ConfigureAwait(false));
            log.WriteLine(FormattableString.Invariant($"round {round}: bare {turn.Bare.PerSecond:0}/s, page {turn.Page.PerSecond:0}/s, unchanged {turn.Unchanged.PerSecond:0}/s"));
            if (round > 0)
                turns.Add(turn);
        }

        var most = Medians.Of(turns.Select(t => t.Page.PerSecond));
        // At the same rate, so that what the client and the machine add is seen beside it.
        var bareHalf = await Half("bare", bare).ConfigureAwait(false);
        var half = await Half("page", page).ConfigureAwait(false);
        return new PageReport(
            plan.Requests,
            plan.Callers,
            Math.Round(Medians.Of(turns.Select(t => t.Bare.PerSecond))),
            Math.Round(most),
            Math.Round(Medians.Of(turns.Select(t => t.Unchanged.PerSecond))),
            Math.Round(Medians.Of(turns.Select(t => t.Page.PerSecond / t.Bare.PerSecond)), 3),
            Math.Round(Medians.Of(turns.Select(t => t.Unchanged.PerSecond / t.Bare.PerSecond)), 3),
            Math.Round(Medians.Of(turns.Select(t => t.Bare.CpuMicros)), 1),
            Math.Round(Medians.Of(turns.Select(t => t.Page.CpuMicros)), 1),
            Math.Round(Medians.Of(turns.Select(t => t.Unchanged.CpuMicros)), 1),
            LatencyView.Of(bareHalf.All),
            LatencyView.Of(half.All),
            half.Unexpected());

        async Task<LoadTally> Half(string kind, PageTarget target)
        {
            var loop = new OpenLoop(() => new LoadRequest(kind, target.Send), log);
            // A server that was idle has let its threads go: that is no part of a load that lasts.
            await loop.Run($"{kind}, warm-up", most / 2, plan.Turn, () => { }).ConfigureAwait(false);
            return await loop.Run($"{kind} at half the rate of the page", most / 2, 4 * plan.Turn, () => { }).ConfigureAwait(false);
        }
    }
}
