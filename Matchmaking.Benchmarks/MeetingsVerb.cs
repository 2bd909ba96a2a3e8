using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

using Matchmaking.Core.Plans;
using Matchmaking.Core.Plans.Solving;
using Matchmaking.Core.Plans.Verification;

namespace Matchmaking.Benchmarks;

/// <summary>Plans the one-to-one meetings of an instance file, checks the plan with the verifier and measures both times.</summary>
internal sealed class MeetingsVerb : IVerb
{
    private const int FewestRuns = 3;
    private const double WarmUpSeconds = 0.7;
    private const double MeasuringSeconds = 1;

    public string Name => "meetings";

    public string Help =>
        """
        meetings --pairs FILE --params FILE --plan OUT [--objective total|fair] [--seed N] [--repeat N] [--availability] [--threads N]
          --pairs         CSV s,f,weight: startup and fund from 0, weight with at most four decimals
          --params        JSON: startups, funds, rounds, startup_min/max, fund_min/max, forbidden, pinned
          --plan          where to write the plan, CSV round,s,f (rounds from 1)
          --objective     total: the highest weight (default); fair: startups' meeting counts first
          --seed          draws the lots between plans of equal value (default 0)
          --repeat        measured runs, after warming up; the times are medians (default: as many as a second holds, at least 3)
          --availability  keep to the available rounds (not supported in this version: exit code 1)
          --threads       accepted for uniformity; planning runs on one thread
        """;

    public IReadOnlyList<string> Options => ["pairs", "params", "plan", "objective", "seed", "repeat", "threads"];

    public IReadOnlyList<string> Flags => ["availability"];

    public int Run(Arguments arguments, TextWriter output, TextWriter error)
    {
        var (pairs, parameters, plan) = (arguments.RequiredFile("pairs"), arguments.RequiredFile("params"), arguments.RequiredText("plan"));
        arguments.Integer("threads", 1, minimum: 1);
        if (arguments.Has("availability"))
        {
            error.WriteLine("--availability: plans with available rounds are not supported in this version.");
            return 1;
        }

        var terms = new MeetingTerms
        {
            Objective = arguments.Text("objective") switch
            {
                null or "total" => MeetingObjective.Total,
                "fair" => MeetingObjective.Fair,
                var other => throw new UsageException($"--objective: '{other}' is neither total nor fair."),
            },
            Seed = arguments.Integer("seed", 0),
        };
        var repeat = arguments.Integer("repeat", 0);
        try
        {
            return Plan(MeetingInstance.Read(pairs, parameters), terms, repeat, plan, output, error);
        }
        catch (Exception wrong) when (wrong is FormatException or JsonException or ArgumentException or IOException)
        {
            error.WriteLine($"The instance cannot be planned: {wrong.Message}");
            return 1;
        }
    }

    private static int Plan(MeetingInstance instance, MeetingTerms terms, int repeat, string path, TextWriter output, TextWriter error)
    {
        var (problem, result, build, solve) = Measure(instance, terms, repeat);
        if (result is not MeetingPlanResult.Planned { Plan: var plan })
        {
            error.WriteLine($"No plan: {result}");
            return 1;
        }

        using var process = Process.GetCurrentProcess();
        var peak = process.PeakWorkingSet64 / 1048576.0;
        var clock = Stopwatch.StartNew();
        var verification = PlanVerifier.Verify(problem, plan);
        var verifySeconds = clock.Elapsed.TotalSeconds;
        foreach (var violation in verification.Violations)
            error.WriteLine(violation);
        File.WriteAllLines(path, plan.Meetings.Select(m => string.Create(CultureInfo.InvariantCulture, $"{m.Round},{m.Startup},{m.Fund}"))
            .Prepend("round,s,f"));
        output.WriteLine(JsonSerializer.Serialize(new
        {
            value = plan.Value / 10_000m,
            upperBound = plan.UpperBound / 10_000m,
            optimal = plan.Optimal,
            meetings = plan.Meetings.Count,
            buildSeconds = Median(build),
            solveSeconds = Median(solve),
            peakRssMb = Math.Round(peak, 1),
            weight = plan.Meetings.Sum(m => m.Weight) / 10_000m,
            repeats = build.Count,
            fastestSeconds = Math.Round(build.Zip(solve, (b, s) => b + s).Min(), 6),
            verifySeconds = Math.Round(verifySeconds, 6),
        }));
        return verification.IsValid ? 0 : 1;
    }

    // The first runs are not measured, so that compiling is not either. The garbage of a run is collected before the next.
    private static (MeetingProblem Problem, MeetingPlanResult Result, List<double> Build, List<double> Solve) Measure(
        MeetingInstance instance, MeetingTerms terms, int repeat)
    {
        var (build, solve) = (new List<double>(), new List<double>());
        var (all, measured, warmed) = (Stopwatch.StartNew(), false, 0);
        while (true)
        {
            GC.Collect();
            var clock = Stopwatch.StartNew();
            var problem = instance.ToProblem(terms);
            var built = clock.Elapsed.TotalSeconds;
            var result = new ExactMeetingSolver().Solve(problem, null, CancellationToken.None);
            var solved = clock.Elapsed.TotalSeconds;
            if (measured)
            {
                build.Add(built);
                solve.Add(solved - built);
                if (repeat > 0 ? build.Count >= repeat : build.Count >= FewestRuns && all.Elapsed.TotalSeconds > MeasuringSeconds)
                    return (problem, result, build, solve);
            }
            else if (++warmed >= FewestRuns && all.Elapsed.TotalSeconds > WarmUpSeconds)
            {
                measured = true;
                all.Restart();
            }
        }
    }

    private static double Median(List<double> seconds) => Math.Round(seconds.Order().ElementAt(seconds.Count / 2), 6);
}
