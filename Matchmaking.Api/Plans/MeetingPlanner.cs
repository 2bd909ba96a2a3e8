using System.Diagnostics;
using Matchmaking.Api.Contracts;
using Matchmaking.Api.Plans.Repairs;
using Matchmaking.Api.Telemetry;
using Matchmaking.Core.Common;
using Matchmaking.Core.Plans;
using Matchmaking.Core.Plans.Repair;
using Matchmaking.Core.Plans.Solving;
using Matchmaking.Core.Plans.Verification;

namespace Matchmaking.Api.Plans;

/// <summary>Plans one-to-one meetings. Every plan passes the independent verifier before it leaves here.</summary>
internal sealed class MeetingPlanner(ServiceMetrics metrics)
{
    /// <returns>The plan, or why there is none in the words of the API.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was signalled before there was any plan.</exception>
    public Result<PlanDocument> Plan(PlanProblem problem, PlanInput input, SearchEffort effort, IProgress<SolveProgress>? progress, CancellationToken cancel)
    {
        var meetings = problem.Meetings(input);
        if (!Solve(meetings, effort, progress, cancel).TryGet(out var plan, out var refused))
            return refused;
        var document = PlanTranslator.Document(problem, meetings, plan, input);
        return input.Objective == PlanObjective.Fair ? document with { Fairness = Fairness(problem, input, plan, effort) } : document;
    }

    /// <summary>Repairs a plan: what stays keeps its round and table.</summary>
    /// <param name="problem">Who takes part now.</param>
    /// <param name="before">The plan that is repaired.</param>
    /// <param name="changes">What has changed, for earlier repairs too.</param>
    /// <param name="cancel">Ends it early.</param>
    /// <returns>The plan, or why there is none in the words of the API.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was signalled before there was any plan.</exception>
    public Result<PlanDocument> Repair(PlanProblem problem, PlanDocument before, RepairInput changes, CancellationToken cancel)
    {
        var left = new RepairProblem(problem, before, changes);
        var task = left.Task();
        return Checked(task.Problem, () => new MeetingRepair(SearchEffort.Quick).Solve(task, cancel)).TryGet(out var plan, out var refused)
            ? PlanTranslator.Document(problem, left, task.Problem, plan, before)
            : refused;
    }

    private Result<MeetingPlan> Solve(MeetingProblem problem, SearchEffort effort, IProgress<SolveProgress>? progress, CancellationToken cancel) =>
        Checked(problem, () => new MeetingSolver(effort).Solve(problem, progress, cancel));

    private Result<MeetingPlan> Checked(MeetingProblem problem, Func<MeetingPlanResult> solve)
    {
        var started = Stopwatch.GetTimestamp();
        var result = solve();
        metrics.PlanSolved(Outcome(result), problem.Startups.Count + problem.Funds.Count, Stopwatch.GetElapsedTime(started));
        if (!PlanTranslator.Plan(result).TryGet(out var plan, out var refused))
            return refused;
        var verdict = PlanVerifier.Verify(problem, plan);
        return verdict.IsValid
            ? plan
            : throw new InvalidOperationException($"The solver made a plan that the verifier rejects: {string.Join("; ", verdict.Violations.Take(5))}");
    }

    // What the best plan without fairness is worth, as far as it can be found in the time of an answer.
    private static FairnessView Fairness(PlanProblem problem, PlanInput input, MeetingPlan plan, SearchEffort effort)
    {
        var weight = plan.Meetings.Sum(m => m.Weight);
        var best = new MeetingSolver(effort).Solve(problem.Meetings(input with { Objective = PlanObjective.Total }), null, CancellationToken.None);
        var total = best is MeetingPlanResult.Planned { Plan: var other } ? Math.Max(weight, other.Value) : weight;
        return new(PlanTranslator.Units(weight), PlanTranslator.Units(total));
    }

    private static string Outcome(MeetingPlanResult result) => result switch
    {
        MeetingPlanResult.Planned => "planned",
        MeetingPlanResult.Infeasible => "infeasible",
        _ => "not-found",
    };
}
