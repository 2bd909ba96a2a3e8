using System.Text.Json;
using Matchmaking.Benchmarks.Load;
using Matchmaking.Core.Common;

namespace Matchmaking.Benchmarks;

/// <summary>
/// Mixed reads and writes at a rate that the machine holds, then a multiple of it, then the rate again: how quick the
/// answers are, whether memory or handles grow, that overload is refused and nothing else breaks, and how soon that is over.
/// </summary>
internal sealed class LoadVerb : IVerb
{
    // With these a caller is told to come back later. Everything else is a failure.
    private static readonly int[] _overloadStatuses = [429, 503];

    // Enough to keep two processors busy, and fewer than a server works on at once.
    private const int CallersOfMost = 64;

    private static readonly TimeSpan _timeOfMost = TimeSpan.FromSeconds(30);

    public string Name => "load";

    public string Help =>
        """
        load [--rate 200 | --share 0.7] [--seconds 600] [--warm-up-seconds 20] [--overload 4] [--overload-seconds 60] [--recovery-seconds 60]
             [--keys N] [--seed 1] [--server MATCHMAKING.API.DLL | --url URL --key ADMINKEY [--pid N]]
          --rate      requests a second, sent when due whether or not earlier ones were answered
          --share     instead of a rate: this share of what the server answers at most, which is found out first
          --overload  the multiple of the rate that follows for --overload-seconds; 1 leaves it out
          --keys      keys that share the load; default one for each 50 requests a second (a key may 100), 400 with --share
          --server    the program to start with the demo season; default: beside this one, of the same configuration
          --url       a server that runs already, with --key of its admin; --pid, where it runs here, for its memory and handles
        """;

    public IReadOnlyList<string> Options { get; } =
        ["rate", "share", "seconds", "warm-up-seconds", "overload", "overload-seconds", "recovery-seconds", "keys", "seed", "server", "url", "key", "pid"];

    public IReadOnlyList<string> Flags { get; } = [];

    public int Run(Arguments arguments, TextWriter output, TextWriter error)
    {
        var plan = LoadPlan.Of(arguments);
        try
        {
            return Measure(plan, output).GetAwaiter().GetResult();
        }
        catch (Exception failed) when (failed is LoadException or HttpRequestException)
        {
            error.WriteLine(failed.Message);
            return 1;
        }
    }

    private static async Task<int> Measure(LoadPlan plan, TextWriter output)
    {
        await using var server = plan.Url is null ? LoadServer.Start(plan.Program) : null;
        using var client = new LoadClient(plan.Url ?? await server!.Address().ConfigureAwait(false), plan.AdminKey ?? LoadServer.AdminKey);
        var data = await LoadData.Prepare(client).ConfigureAwait(false);
        await client.UseKeys(plan.Keys).ConfigureAwait(false);
        var mix = new LoadMix(client, data, plan.Seed);
        var most = plan.Share is null ? (double?)null : await Most(mix, output).ConfigureAwait(false);
        var rate = most * plan.Share ?? plan.Rate;
        var loop = new OpenLoop(mix.Next, output);
        var footprint = new ServerFootprint(server?.ProcessId ?? plan.ProcessId);

        // Compiled and filled first: what a program does in its first seconds is not what it does all day.
        await loop.Run("warm-up", rate, TimeSpan.FromSeconds(plan.WarmUpSeconds), () => { }).ConfigureAwait(false);
        var before = await TableRows.Count(server?.Folder).ConfigureAwait(false);
        var steady = await loop.Run("steady", rate, TimeSpan.FromSeconds(plan.Seconds), footprint.Sample).ConfigureAwait(false);
        footprint.Sample();
        var after = await TableRows.Count(server?.Folder).ConfigureAwait(false);
        LoadTally? overload = null, recovery = null;
        if (plan.Overload > 1)
        {
            overload = await loop.Run("overload", rate * plan.Overload, TimeSpan.FromSeconds(plan.OverloadSeconds), () => { }).ConfigureAwait(false);
            recovery = await loop.Run("recovery", rate, TimeSpan.FromSeconds(plan.RecoverySeconds), () => { }).ConfigureAwait(false);
        }

        var recovered = recovery?.FirstSecondWithin(2 * steady.All.PercentileMillis(0.99));
        output.WriteLine(JsonSerializer.Serialize(
            new LoadReport(
                most,
                rate,
                plan.Seconds,
                plan.Keys,
                PhaseView.Of(steady),
                footprint.View(),
                before,
                after,
                overload is null ? null : PhaseView.Of(overload),
                recovery is null ? null : PhaseView.Of(recovery),
                recovered),
            WireJson.Options));
        var failed = steady.Unexpected() + (overload?.Unexpected(_overloadStatuses) ?? 0) + (recovery?.Unexpected(_overloadStatuses) ?? 0);
        return failed == 0 && (recovery is null || recovered is not null) ? 0 : 1;
    }

    /// <summary>What it answers at most, after a while in which it gets warm.</summary>
    private static async Task<double> Most(LoadMix mix, TextWriter output)
    {
        var gate = new Lock();
        async Task<int> Send()
        {
            LoadRequest next;
            lock (gate)
                next = mix.Next();
            return await next.Send().ConfigureAwait(false);
        }

        await ClosedLoop.Run([Send], LoadTally.IsSuccess, CallersOfMost, _timeOfMost).ConfigureAwait(false);
        var most = Math.Round(await ClosedLoop.Run([Send], LoadTally.IsSuccess, CallersOfMost, _timeOfMost).ConfigureAwait(false));
        output.WriteLine(FormattableString.Invariant($"at most {most} a second"));
        return most;
    }

    /// <param name="Most">Requests a second that were answered at most; null where that was not found out.</param>
    /// <param name="Rate">Requests a second.</param>
    /// <param name="Seconds">Of the steady phase.</param>
    /// <param name="Keys">Keys that shared the load.</param>
    /// <param name="Steady">At that rate; all answers must be successes.</param>
    /// <param name="Server">Memory and handles over the steady phase; null when the server ran elsewhere.</param>
    /// <param name="RowsStart">Rows of tables when the steady phase began; null when the server ran elsewhere.</param>
    /// <param name="RowsEnd">When it had ended.</param>
    /// <param name="Overload">At the multiple.</param>
    /// <param name="Recovery">At the rate again, beginning when the last request of the overload was answered.</param>
    /// <param name="RecoveredAfterSeconds">The first second of it without a refusal and with a 99th percentile of at most twice that of the steady phase.</param>
    private sealed record LoadReport(
        double? Most, double Rate, int Seconds, int Keys, PhaseView Steady, FootprintView? Server, IReadOnlyDictionary<string, long>? RowsStart, IReadOnlyDictionary<string, long>? RowsEnd, PhaseView? Overload, PhaseView? Recovery, int? RecoveredAfterSeconds);

    /// <param name="All">Milliseconds from the moment at which a request was due to its whole answer, refusals included.</param>
    /// <param name="Successes">The same without refusals.</param>
    /// <param name="Kinds">By what was asked.</param>
    /// <param name="Statuses">Answers by status; <c>none</c> got no answer.</param>
    /// <param name="NotSent">Due while too many were under way.</param>
    private sealed record PhaseView(LatencyView All, LatencyView Successes, IReadOnlyDictionary<string, LatencyView> Kinds, IReadOnlyDictionary<string, int> Statuses, int NotSent)
    {
        public static PhaseView Of(LoadTally tally) => new(LatencyView.Of(tally.All), LatencyView.Of(tally.Successes), tally.Kinds(), tally.Statuses(), tally.NotSent);
    }
}
