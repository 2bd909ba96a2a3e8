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
    public string Name => "meetings";

    public string Help =>
        """
        meetings --pairs FILE --params FILE --plan OUT [--availability] [--threads N]
          --pairs         CSV s,f,weight: startup and fund from 0, weight with at most four decimals
          --params        JSON: startups, funds, rounds, startup_min/max, fund_min/max, forbidden, pinned
          --plan          where to write the plan, CSV round,s,f (rounds from 1)
          --availability  keep to the available rounds (not supported in this version: exit code 1)
          --threads       accepted for uniformity; planning runs on one thread
        """;

    public IReadOnlyList<string> Options => ["pairs", "params", "plan", "threads"];

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

        try
        {
            return Plan(MeetingInstance.Read(pairs, parameters), plan, output, error);
        }
        catch (Exception wrong) when (wrong is FormatException or JsonException or ArgumentException or IOException)
        {
            error.WriteLine($"The instance cannot be planned: {wrong.Message}");
            return 1;
        }
    }

    private static int Plan(MeetingInstance instance, string path, TextWriter output, TextWriter error)
    {
        var clock = Stopwatch.StartNew();
        var problem = instance.ToProblem();
        var buildSeconds = clock.Elapsed.TotalSeconds;
        clock.Restart();
        var result = new ExactMeetingSolver().Solve(problem, null, CancellationToken.None);
        var solveSeconds = clock.Elapsed.TotalSeconds;
        if (result is not MeetingPlanResult.Planned { Plan: var plan })
        {
            error.WriteLine($"No plan: {result}");
            return 1;
        }

        var verification = PlanVerifier.Verify(problem, plan);
        foreach (var violation in verification.Violations)
            error.WriteLine(violation);
        File.WriteAllLines(path, plan.Meetings.Select(m => string.Create(CultureInfo.InvariantCulture, $"{m.Round},{m.Startup},{m.Fund}"))
            .Prepend("round,s,f"));
        using var process = Process.GetCurrentProcess();
        output.WriteLine(JsonSerializer.Serialize(new
        {
            value = plan.Value / 10_000m,
            upperBound = plan.UpperBound / 10_000m,
            optimal = plan.Optimal,
            meetings = plan.Meetings.Count,
            buildSeconds = Math.Round(buildSeconds, 6),
            solveSeconds = Math.Round(solveSeconds, 6),
            peakRssMb = Math.Round(process.PeakWorkingSet64 / 1048576.0, 1),
        }));
        return verification.IsValid ? 0 : 1;
    }
}
