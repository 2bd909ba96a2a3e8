namespace Matchmaking.Core.Plans.Explaining;

/// <summary>
/// Values meetings as a plan's value does: weights, and where it is fair the first meeting of a startup as M x rounds, the second as M x (rounds - 1), down to 0. Meetings
/// of changed problems are valued on the scale of the plan that they are compared with.
/// </summary>
/// <param name="rounds">Of that plan.</param>
/// <param name="fairScale">M of that plan; 0 where it is not fair.</param>
internal sealed class PlanWorth(int rounds, long fairScale)
{
    public static PlanWorth Of(MeetingProblem problem, MeetingPlan plan) => new(problem.Rounds, plan.Certificate.FairScale);

    /// <summary>What a startup's meeting of that number, from 1, is worth beside its weight.</summary>
    public long Reward(int meeting) => fairScale * Math.Max(0, rounds - meeting + 1);

    public long Value(IReadOnlyList<Meeting> meetings)
    {
        var value = meetings.Sum(m => m.Weight);
        foreach (var (_, count) in meetings.CountBy(m => m.Startup))
        {
            for (var meeting = 1; meeting <= count; meeting++)
                value = checked(value + Reward(meeting));
        }

        return value;
    }
}
