using System.Text.Json;
using Matchmaking.Benchmarks.Load;
using Matchmaking.Benchmarks.Page;
using Matchmaking.Benchmarks.Rank;
using Matchmaking.Core.Common;

namespace Matchmaking.Benchmarks;

/// <summary>The first page of a fund's ranking from one instance with SQLite, one with PostgreSQL and several with PostgreSQL: by turns, in one run.</summary>
internal sealed class InstancesVerb : IVerb
{
    public string Name => "instances";

    public string Help =>
        """
        instances --database ADDRESS [--instances 3] [--requests 40000] [--callers 32] [--seconds 5] [--rounds 5] [--seed 1] [--folder DIR] [--server MATCHMAKING.API.DLL]
          --database  an empty PostgreSQL database on this machine; nothing else is to use that server meanwhile
          --instances how many serve from it together
          --requests  open requests
          --callers   that ask at once, each again as soon as it is answered
          --seconds   of each turn; a round is a turn of SQLite, of one instance and of all
          --folder    where the SQLite database is, or is made; without it a temporary one
        """;

    public IReadOnlyList<string> Options { get; } = ["database", "instances", "requests", "callers", "seconds", "rounds", "seed", "folder", "server"];

    public IReadOnlyList<string> Flags { get; } = [];

    public int Run(Arguments arguments, TextWriter output, TextWriter error)
    {
        var (database, instances) = (arguments.RequiredText("database"), arguments.Integer("instances", 3, minimum: 1));
        var plan = PagePlan.Of(arguments);
        return BenchmarkFolder.Use(arguments, "matchmaking-instances-", output, error, folder => Measure(plan, folder, database, instances, error));
    }

    private static async Task<string> Measure(PagePlan plan, string folder, string database, int instances, TextWriter log)
    {
        await RankDatabase.FillOnce(folder, new RankMarket(plan.Seed), plan.Requests, log).ConfigureAwait(false);
        await LoadServer.Move(plan.Program, folder, database).ConfigureAwait(false);
        var servers = new List<LoadServer>();
        try
        {
            servers.Add(LoadServer.Start(plan.Program, folder, null));
            for (var n = 0; n < instances; n++)
                servers.Add(LoadServer.Start(plan.Program, folder, database));
            using var sqlite = await PageTarget.Of([servers[0]], usesPostgres: false).ConfigureAwait(false);
            using var all = await PageTarget.Of(servers[1..], usesPostgres: true).ConfigureAwait(false);
            using var one = await PageTarget.Of(servers[1..2], usesPostgres: true).ConfigureAwait(false);
            var turns = new List<InstancesTurn>();
            // The first round warms up.
            for (var round = 0; round <= plan.Rounds; round++)
            {
                var turn = new InstancesTurn(
                    await sqlite.Turn(plan.Callers, plan.Turn).ConfigureAwait(false), await one.Turn(plan.Callers, plan.Turn).ConfigureAwait(false), await all.Turn(plan.Callers, plan.Turn).ConfigureAwait(false));
                log.WriteLine(FormattableString.Invariant(
                    $"round {round}: SQLite {turn.Sqlite.PerSecond:0}/s {turn.Sqlite.CpuMicros:0} us, one {turn.One.PerSecond:0}/s {turn.One.CpuMicros:0} us, {instances} {turn.All.PerSecond:0}/s {turn.All.CpuMicros:0} us"));
                if (round > 0)
                    turns.Add(turn);
            }

            return JsonSerializer.Serialize(InstancesReport.Of(plan, instances, turns), WireJson.Options);
        }
        finally
        {
            foreach (var server in servers)
                await server.DisposeAsync().ConfigureAwait(false);
        }
    }

    private sealed record InstancesTurn(PageRate Sqlite, PageRate One, PageRate All);

    /// <param name="Requests">Open ones.</param>
    /// <param name="Callers">At once.</param>
    /// <param name="Instances">That serve together.</param>
    /// <param name="Sqlite">Pages a second from SQLite.</param>
    /// <param name="One">From one instance with PostgreSQL.</param>
    /// <param name="All">From all of them.</param>
    /// <param name="SqliteCpuMicros">Processor time of one page.</param>
    /// <param name="OneCpuMicros">With that of PostgreSQL.</param>
    /// <param name="AllCpuMicros">Likewise.</param>
    /// <param name="OneToSqliteCpu">The middle of the rounds' ratios.</param>
    /// <param name="AllToOne">Pages a second, likewise.</param>
    private sealed record InstancesReport(
        int Requests, int Callers, int Instances, double Sqlite, double One, double All, double SqliteCpuMicros, double OneCpuMicros, double AllCpuMicros, double OneToSqliteCpu, double AllToOne)
    {
        public static InstancesReport Of(PagePlan plan, int instances, IReadOnlyList<InstancesTurn> turns) => new(
            plan.Requests,
            plan.Callers,
            instances,
            Math.Round(Medians.Of(turns.Select(t => t.Sqlite.PerSecond))),
            Math.Round(Medians.Of(turns.Select(t => t.One.PerSecond))),
            Math.Round(Medians.Of(turns.Select(t => t.All.PerSecond))),
            Math.Round(Medians.Of(turns.Select(t => t.Sqlite.CpuMicros)), 1),
            Math.Round(Medians.Of(turns.Select(t => t.One.CpuMicros)), 1),
            Math.Round(Medians.Of(turns.Select(t => t.All.CpuMicros)), 1),
            Math.Round(Medians.Of(turns.Select(t => t.One.CpuMicros / t.Sqlite.CpuMicros)), 3),
            Math.Round(Medians.Of(turns.Select(t => t.All.PerSecond / t.One.PerSecond)), 3));
    }
}
