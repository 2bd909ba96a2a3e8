using Matchmaking.Core.Plans.Solving;

namespace Matchmaking.Core.Plans.Explaining;

/// <summary>Finds what it would cost to let a pair meet that does not: the displacement cost of a pair that is not worth it.</summary>
public static class PairForcing
{
    /// <param name="problem">What was planned.</param>
    /// <param name="plan">A plan that the verifier accepts.</param>
    /// <param name="pair">Eligible, not vetoed, with a round in common, and not meeting.</param>
    /// <param name="cancellation">Ends it early.</param>
    public static ForcedPair Of(MeetingProblem problem, MeetingPlan plan, PairKey pair, CancellationToken cancellation)
    {
        if (ExchangeCosts.Of(problem, plan)?.Forcing(pair) is { } cost)
            return new(cost, cost, []);
        var worth = PlanWorth.Of(problem, plan);
        return new MeetingSolver(SearchEffort.Quick).Solve(problem.WithPin(pair), null, cancellation) switch
        {
            MeetingPlanResult.Planned { Plan: var forced } => Compared(worth.Value(forced.Meetings), plan, forced.Optimal),
            MeetingPlanResult.Infeasible { Reason: var reason } => new(null, null, reason.Conflicts),
            _ => new(null, null, []),
        };
    }

    private static ForcedPair Compared(long value, MeetingPlan plan, bool isBest)
    {
        // A search may find a better plan with the pair than the plan is that it starts from; then the pair costs nothing.
        var loss = Math.Max(0, plan.Value - value);
        return new(plan.Optimal && isBest ? loss : null, loss, []);
    }
}
