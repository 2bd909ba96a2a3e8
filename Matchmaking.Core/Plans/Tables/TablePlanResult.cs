namespace Matchmaking.Core.Plans.Tables;

/// <summary>The answer of a table solver: exactly one of its three cases.</summary>
public abstract record TablePlanResult
{
    private TablePlanResult()
    {
    }

    /// <summary>A seating that keeps every limit.</summary>
    public sealed record Planned(TablePlan Plan) : TablePlanResult;

    /// <summary>It is proved that no seating keeps every limit.</summary>
    public sealed record Infeasible(TableInfeasibility Reason) : TablePlanResult;

    /// <summary>
    /// The search found no seating that keeps every limit, and no proof that there is none: telling is NP-hard (at round tables it
    /// contains graph colouring). More effort may find one.
    /// </summary>
    /// <param name="Broken">The pairs that the best attempt could not keep apart (or together); never empty.</param>
    public sealed record NotFound(IReadOnlyList<TableConflict> Broken) : TablePlanResult;
}
