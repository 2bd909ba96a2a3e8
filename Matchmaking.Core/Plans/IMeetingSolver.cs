namespace Matchmaking.Core.Plans;

/// <summary>A participant that could not be given its fewest meetings.</summary>
public readonly record struct MeetingShortfall(Guid ParticipantId, int Minimum, int Found);

/// <summary>The answer of a solver: exactly one of its three cases.</summary>
public abstract record MeetingPlanResult
{
    private MeetingPlanResult()
    {
    }

    /// <summary>A plan that keeps every limit.</summary>
    public sealed record Planned(MeetingPlan Plan) : MeetingPlanResult;

    /// <summary>No plan keeps every limit.</summary>
    public sealed record Infeasible(PlanInfeasibility Reason) : MeetingPlanResult;

    /// <summary>No plan was found, and none shown to be impossible; names who is below its minimum in the best attempt (nobody: a pin is missing).</summary>
    public sealed record NotFound(IReadOnlyList<MeetingShortfall> Shortfalls) : MeetingPlanResult;
}

/// <summary>How far a solver is.</summary>
/// <param name="Done">Steps done of the most that it will take.</param>
/// <param name="Total">Most steps, at least 1.</param>
/// <param name="Value">Value of the best plan so far; null while there is none.</param>
/// <param name="UpperBound">No plan is worth more.</param>
public readonly record struct SolveProgress(long Done, long Total, long? Value, long UpperBound);

/// <summary>Makes meeting plans. The same problem gives the same answer, whatever the machine and the number of its threads.</summary>
public interface IMeetingSolver
{
    /// <param name="problem">What to plan.</param>
    /// <param name="progress">Told of every better plan and bound; null where nobody listens.</param>
    /// <param name="cancellation">Ends the search early: the answer is then the best plan so far.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was signalled before there was any plan.</exception>
    MeetingPlanResult Solve(MeetingProblem problem, IProgress<SolveProgress>? progress, CancellationToken cancellation);
}
