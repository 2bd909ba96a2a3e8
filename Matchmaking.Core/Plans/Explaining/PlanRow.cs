namespace Matchmaking.Core.Plans.Explaining;

/// <summary>A meeting by the ids of its two sides, so that rows of different problems compare.</summary>
/// <param name="Round">From 1.</param>
/// <param name="Table">From 1.</param>
/// <param name="StartupId">Of the startup's registration.</param>
/// <param name="FundId">Of the fund's registration.</param>
public readonly record struct PlanRow(int Round, int Table, Guid StartupId, Guid FundId)
{
    public (Guid Startup, Guid Fund) Pair => (StartupId, FundId);
}
