namespace Matchmaking.Core.Plans.Explaining;

/// <summary>A pair that meets in both plans, but in another round or at another table.</summary>
public readonly record struct MovedRow(PlanRow Before, PlanRow After);
