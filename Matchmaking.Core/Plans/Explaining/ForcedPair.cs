namespace Matchmaking.Core.Plans.Explaining;

/// <summary>What a plan would lose if a certain pair had to meet, in the plan's units.</summary>
/// <param name="Cost">Exactly; null where it is not known or the pair cannot meet.</param>
/// <param name="AtMost">A plan with the pair was found that loses this; null where none was.</param>
/// <param name="Conflicts">Limits that keep the pair from meeting; empty where they do not, or it is not known.</param>
public sealed record ForcedPair(long? Cost, long? AtMost, IReadOnlyList<PlanConflict> Conflicts)
{
    /// <summary>Whether it is settled: a cost that is exact, or limits that rule the pair out.</summary>
    public bool IsExact => Cost is not null || Conflicts.Count > 0;
}
