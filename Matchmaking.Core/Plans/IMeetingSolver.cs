namespace Matchmaking.Core.Plans;

/// <summary>Why a solver does not take a problem.</summary>
public enum UnsupportedReason
{
    /// <summary>Somebody is not available in all rounds.</summary>
    Availability,

    /// <summary>A pair is pinned to a certain round.</summary>
    RoundPin,
}

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

    /// <summary>The solver answers other problems only; nothing is known about this one.</summary>
    public sealed record NotSupported(UnsupportedReason Reason) : MeetingPlanResult;
}

/// <summary>Makes meeting plans. The same problem gives the same answer, whatever the machine and the number of its threads.</summary>
public interface IMeetingSolver
{
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was signalled.</exception>
    MeetingPlanResult Solve(MeetingProblem problem, CancellationToken cancellation);
}
