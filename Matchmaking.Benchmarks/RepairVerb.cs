using System.Diagnostics;
using System.Text.Json;

using Matchmaking.Core.Plans;
using Matchmaking.Core.Plans.Repair;
using Matchmaking.Core.Plans.Solving;
using Matchmaking.Core.Plans.Verification;

namespace Matchmaking.Benchmarks;

/// <summary>Plans the meetings of an instance file, takes one startup away, repairs the plan and measures what changed and how long it took beside planning from nothing.</summary>
internal sealed class RepairVerb : IVerb
{
    public string Name => "repair";

    public string Help =>
        """
        repair --pairs FILE --params FILE --plan OUT [--cancel S] [--objective total|fair] [--seed N] [--repeat N] [--availability] [--threads N]
          --pairs         CSV s,f,weight: startup and fund from 0, weight with at most four decimals
          --params        JSON, as for meetings
          --plan          where to write the repaired plan, CSV round,s,f (rounds from 1, startups numbered as before)
          --cancel        the startup that cancels (default 0)
          --objective     total: the highest weight (default); fair: startups' meeting counts first
          --seed          draws the lots between plans of equal value (default 0)
          --repeat        measured runs, after warming up; the times are medians (default: as many as a second holds, at least 3)
          --availability  keep to the available rounds
          --threads       accepted for uniformity; planning runs on one thread
        """;

    public IReadOnlyList<string> Options => ["pairs", "params", "plan", "cancel", "objective", "seed", "repeat", "threads"];

    public IReadOnlyList<string> Flags => ["availability"];

    public int Run(Arguments arguments, TextWriter output, TextWriter error)
    {
        var (pairs, parameters) = (arguments.RequiredFile("pairs"), arguments.RequiredFile("params"));
        arguments.RequiredText("plan");
        arguments.Integer("threads", 1, minimum: 1);
        var (terms, cancelled) = (MeetingsVerb.Terms(arguments), arguments.Integer("cancel", 0));
        try
        {
            var instance = MeetingInstance.Read(pairs, parameters);
            if (cancelled >= instance.Limits.Startups)
                throw new UsageException($"--cancel: there are {instance.Limits.Startups} startups, numbered from 0.");
            return Repair(instance.ToProblem(terms, arguments.Has("availability")), cancelled, arguments, output, error);
        }
        catch (Exception wrong) when (wrong is FormatException or JsonException or ArgumentException or IOException)
        {
            error.WriteLine($"The instance cannot be planned: {wrong.Message}");
            return 1;
        }
    }

    private static int Repair(MeetingProblem before, int cancelled, Arguments arguments, TextWriter output, TextWriter error)
    {
        var (solver, repair, repeat) = (new MeetingSolver(SearchEffort.Quick), new MeetingRepair(SearchEffort.Quick), arguments.Integer("repeat", 0));
        if (solver.Solve(before, null, CancellationToken.None) is not MeetingPlanResult.Planned { Plan: var plan })
        {
            error.WriteLine("The instance has no plan to repair.");
            return 1;
        }

        var now = Without(before, cancelled);
        var (cold, warm) = (new RunTimer(), new RunTimer());
        cold.Measure(() => now, Plan, (problem, _) => solver.Solve(problem, null, CancellationToken.None), repeat);
        var (task, result) = warm.Measure(
            () => TaskOf(before, plan, now, cancelled),
            made => repair.Solve(made, CancellationToken.None),
            (made, _) => repair.Solve(made, CancellationToken.None),
            repeat);
        if (result is not MeetingPlanResult.Planned { Plan: var repaired })
        {
            error.WriteLine($"No plan without startup {cancelled}: {result}");
            return 1;
        }

        var verification = PlanVerifier.Verify(now, repaired);
        foreach (var violation in verification.Violations)
            error.WriteLine(violation);
        MeetingsVerb.Write(
            arguments.RequiredText("plan"),
            repaired with { Meetings = [.. repaired.Meetings.Select(m => m with { Startup = m.Startup + (m.Startup >= cancelled ? 1 : 0) })] });
        output.WriteLine(Figures(task, repaired, verification.IsValid, cold, warm));
        return verification.IsValid ? 0 : 1;

        void Plan(MeetingProblem problem) => solver.Solve(problem, null, CancellationToken.None);
    }

    private static string Figures(RepairTask task, MeetingPlan repaired, bool verified, RunTimer cold, RunTimer warm)
    {
        var places = repaired.Meetings.ToDictionary(m => m.Key, m => (m.Round, m.Table));
        var met = task.Before.Select(m => m.Key).ToHashSet();
        var moved = task.Before.Count(m => places.TryGetValue(m.Key, out var place) && place != (m.Round, m.Table));
        var stayed = task.Before.Count(m => places.TryGetValue(m.Key, out var place) && place == (m.Round, m.Table));
        using var process = Process.GetCurrentProcess();
        return JsonSerializer.Serialize(new
        {
            value = repaired.Value / 10_000m,
            upperBound = repaired.UpperBound / 10_000m,
            gap = MeetingsVerb.Gap(repaired),
            kept = stayed,
            broken = met.Count - moved - stayed,
            moved,
            @new = repaired.Meetings.Count(m => !met.Contains(m.Key)),
            coldSeconds = cold.Seconds.Solve,
            warmSeconds = Math.Round(warm.Seconds.Build + warm.Seconds.Solve, 6),
            verified,
            fastestColdSeconds = cold.Seconds.Fastest,
            fastestWarmSeconds = warm.Seconds.Fastest,
            repeats = warm.Runs,
            peakRssMb = Math.Round(process.PeakWorkingSet64 / 1048576.0, 1),
        });
    }

    // What a repair is asked for: part of its time.
    private static RepairTask TaskOf(MeetingProblem before, MeetingPlan plan, MeetingProblem now, int cancelled)
    {
        var kept = new List<Meeting>(plan.Meetings.Count);
        foreach (var meeting in plan.Meetings)
        {
            if (meeting.Startup != cancelled)
                kept.Add(meeting with { Startup = Shifted(meeting.Startup, cancelled) });
        }

        return new(now, kept, MeetingStart.Of(before, plan, now).Certificate);
    }

    private static MeetingProblem Without(MeetingProblem problem, int startup) => MeetingProblem.Create(
        [.. problem.Startups.Where((_, s) => s != startup)],
        problem.Funds,
        problem.Rounds,
        problem.Tables,
        problem.Pairs.Where(p => p.Startup != startup).Select(p => p with { Startup = Shifted(p.Startup, startup) }),
        problem.Vetoes.Where(p => p.Startup != startup).Select(p => p with { Startup = Shifted(p.Startup, startup) }),
        problem.Pins.Where(p => p.Startup != startup).Select(p => p with { Startup = Shifted(p.Startup, startup) }),
        problem.Terms);

    private static int Shifted(int startup, int cancelled) => startup - (startup > cancelled ? 1 : 0);
}
