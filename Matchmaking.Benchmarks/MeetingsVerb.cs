using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

using Matchmaking.Core.Plans;
using Matchmaking.Core.Plans.Solving;
using Matchmaking.Core.Plans.Verification;

namespace Matchmaking.Benchmarks;

/// <summary>Plans the one-to-one meetings of an instance file, checks the plan with the verifier and measures both times.</summary>
internal sealed class MeetingsVerb : IVerb
{
    private static readonly JsonSerializerOptions _camelCase = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public string Name => "meetings";

    public string Help =>
        """
        meetings --pairs FILE --params FILE --plan OUT [--objective total|fair] [--seed N] [--repeat N] [--availability [--seconds S]] [--threads N]
          --pairs         CSV s,f,weight: startup and fund from 0, weight with at most four decimals
          --params        JSON: startups, funds, rounds, startup_min/max, fund_min/max, startup_avail, fund_avail, forbidden, pinned
          --plan          where to write the plan, CSV round,s,f (rounds from 1)
          --objective     total: the highest weight (default); fair: startups' meeting counts first
          --seed          draws the lots between plans of equal value (default 0)
          --repeat        measured runs, after warming up; the times are medians (default: as many as a second holds, at least 3 shorter ones)
          --availability  keep to the available rounds; prints the trace of values and bounds of the last run too
          --seconds       when to stop a search that has not ended; prints what was found by then (default: when it ends)
          --threads       accepted for uniformity; planning runs on one thread
        """;

    public IReadOnlyList<string> Options => ["pairs", "params", "plan", "objective", "seed", "repeat", "seconds", "threads"];

    public IReadOnlyList<string> Flags => ["availability"];

    public int Run(Arguments arguments, TextWriter output, TextWriter error)
    {
        var (pairs, parameters) = (arguments.RequiredFile("pairs"), arguments.RequiredFile("params"));
        arguments.RequiredText("plan");
        arguments.Integer("threads", 1, minimum: 1);
        var terms = Terms(arguments);
        try
        {
            return Plan(MeetingInstance.Read(pairs, parameters), terms, arguments, output, error);
        }
        catch (Exception wrong) when (wrong is FormatException or JsonException or ArgumentException or IOException or OperationCanceledException)
        {
            error.WriteLine($"The instance cannot be planned: {wrong.Message}");
            return 1;
        }
    }

    /// <summary>The objective and seed of a command line.</summary>
    internal static MeetingTerms Terms(Arguments arguments) => new()
    {
        Objective = arguments.Text("objective") switch
        {
            null or "total" => MeetingObjective.Total,
            "fair" => MeetingObjective.Fair,
            var other => throw new UsageException($"--objective: '{other}' is neither total nor fair."),
        },
        Seed = arguments.Integer("seed", 0),
    };

    /// <summary>Writes the meetings as <c>round,s,f</c>.</summary>
    internal static void Write(string path, MeetingPlan plan) => File.WriteAllLines(
        path,
        plan.Meetings.Select(m => string.Create(CultureInfo.InvariantCulture, $"{m.Round},{m.Startup},{m.Fund}")).Prepend("round,s,f"));

    /// <summary>How far a plan can be from the best there is, as a share of the bound.</summary>
    internal static double Gap(MeetingPlan plan) => plan.UpperBound == 0 ? 0 : Math.Round((double)(plan.UpperBound - plan.Value) / plan.UpperBound, 6);

    private static int Plan(MeetingInstance instance, MeetingTerms terms, Arguments arguments, TextWriter output, TextWriter error)
    {
        var availability = arguments.Has("availability");
        var (solver, warmUp) = (new MeetingSolver(SearchEffort.Thorough), new MeetingSolver(SearchEffort.Quick));
        var limit = arguments.Text("seconds") is null ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(arguments.Number("seconds", 0));
        SearchTrace? trace = null;
        var timer = new RunTimer();
        var (problem, result) = timer.Measure(
            () => instance.ToProblem(terms, availability),
            built => warmUp.Solve(built, null, CancellationToken.None),
            (built, clock) => Solve(built, clock),
            arguments.Integer("repeat", 0));
        if (result is not MeetingPlanResult.Planned { Plan: var plan })
        {
            error.WriteLine($"No plan: {result}");
            return 1;
        }

        using var process = Process.GetCurrentProcess();
        var peak = process.PeakWorkingSet64 / 1048576.0;
        var verifying = Stopwatch.StartNew();
        var verification = PlanVerifier.Verify(problem, plan);
        var verifySeconds = verifying.Elapsed.TotalSeconds;
        foreach (var violation in verification.Violations)
            error.WriteLine(violation);
        Write(arguments.RequiredText("plan"), plan);
        var seconds = timer.Seconds;
        output.WriteLine(JsonSerializer.Serialize(
            new
            {
                value = plan.Value / 10_000m,
                upperBound = plan.UpperBound / 10_000m,
                optimal = plan.Optimal,
                meetings = plan.Meetings.Count,
                buildSeconds = seconds.Build,
                solveSeconds = seconds.Solve,
                peakRssMb = Math.Round(peak, 1),
                gap = Gap(plan),
                weight = plan.Meetings.Sum(m => m.Weight) / 10_000m,
                repeats = timer.Runs,
                fastestSeconds = seconds.Fastest,
                verifySeconds = Math.Round(verifySeconds, 6),
                firstSeconds = availability ? trace?.First?.Seconds : null,
                firstValue = availability ? trace?.First?.Value : null,
                trace = availability ? trace?.Entries : null,
            },
            _camelCase));
        return verification.IsValid ? 0 : 1;

        MeetingPlanResult Solve(MeetingProblem built, Stopwatch clock)
        {
            using var stop = new CancellationTokenSource(limit);
            trace = new SearchTrace(clock, error);
            return solver.Solve(built, trace, stop.Token);
        }
    }
}
