namespace Matchmaking.Core.Plans.Explaining;

/// <summary>What a change would add to the value of a plan, in the plan's units.</summary>
/// <param name="Adds">Exactly; null where only the bound is known.</param>
/// <param name="AtMost">The bound that the plan's certificate gives: no plan after the change is worth more than the value plus this.</param>
public readonly record struct MarginalGain(long? Adds, long AtMost);
