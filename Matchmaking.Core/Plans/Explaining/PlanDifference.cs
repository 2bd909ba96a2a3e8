namespace Matchmaking.Core.Plans.Explaining;

/// <summary>What becomes of the meetings of one plan in another. Every meeting of either plan is in exactly one of the four lists.</summary>
public sealed record PlanDifference
{
    private PlanDifference(IReadOnlyList<PlanRow> kept, IReadOnlyList<MovedRow> moved, IReadOnlyList<PlanRow> added, IReadOnlyList<PlanRow> dropped) =>
        (Kept, Moved, New, Dropped) = (kept, moved, added, dropped);

    /// <summary>Same pair, round and table.</summary>
    public IReadOnlyList<PlanRow> Kept { get; }

    /// <summary>The pair meets in both, in another round or at another table; in the order of where it meets afterwards.</summary>
    public IReadOnlyList<MovedRow> Moved { get; }

    /// <summary>The pair meets afterwards only.</summary>
    public IReadOnlyList<PlanRow> New { get; }

    /// <summary>The pair met before only.</summary>
    public IReadOnlyList<PlanRow> Dropped { get; }

    /// <summary>Compares two plans; each list comes out by round, table and ids, whatever the order of the input.</summary>
    /// <exception cref="ArgumentException">A pair is twice in one plan.</exception>
    public static PlanDifference Of(IReadOnlyList<PlanRow> before, IReadOnlyList<PlanRow> after)
    {
        var (was, isNow) = (before.ToDictionary(r => r.Pair), after.ToDictionary(r => r.Pair));
        return new(
            [.. Ordered(after.Where(r => was.TryGetValue(r.Pair, out var old) && old == r))],
            [.. Ordered(after.Where(r => was.TryGetValue(r.Pair, out var old) && old != r)).Select(r => new MovedRow(was[r.Pair], r))],
            [.. Ordered(after.Where(r => !was.ContainsKey(r.Pair)))],
            [.. Ordered(before.Where(r => !isNow.ContainsKey(r.Pair)))]);
    }

    private static IOrderedEnumerable<PlanRow> Ordered(IEnumerable<PlanRow> rows) =>
        rows.OrderBy(r => r.Round).ThenBy(r => r.Table).ThenBy(r => r.StartupId).ThenBy(r => r.FundId);
}
