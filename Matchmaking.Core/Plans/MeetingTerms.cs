namespace Matchmaking.Core.Plans;

/// <summary>What makes one plan better than another.</summary>
public enum MeetingObjective
{
    /// <summary>The highest total weight.</summary>
    Total,

    /// <summary>
    /// First the leximin of the startups' meeting counts: the smallest count as large as can be, then the second smallest, and so on. Among
    /// those plans the highest total weight.
    /// </summary>
    Fair,
}

/// <summary>How a problem is to be judged, beside its limits.</summary>
public sealed record MeetingTerms
{
    public MeetingObjective Objective { get; init; } = MeetingObjective.Total;

    /// <summary>Draws the lots that decide between plans of equal value.</summary>
    public long Seed { get; init; }

    /// <summary>Numbers of tables at which nobody can meet.</summary>
    public IReadOnlyList<int> ClosedTables { get; init; } = [];
}
