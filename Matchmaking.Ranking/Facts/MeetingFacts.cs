using Matchmaking.Core.Outcomes;

namespace Matchmaking.Ranking.Facts;

/// <summary>What came of a fund and a startup on a day, in any session or none.</summary>
public sealed record MeetingFacts
{
    public required StartupId StartupId { get; init; }

    public required OutcomeResult Result { get; init; }

    public required DateOnly OccurredOn { get; init; }

    /// <summary>By day, then by startup and result, each once.</summary>
    /// <returns>Null for none: facts without any are the same bytes as those that were kept before there were meetings.</returns>
    internal static IReadOnlyList<MeetingFacts>? Canonical(IEnumerable<MeetingFacts>? meetings)
    {
        MeetingFacts[] sorted = [.. (meetings ?? []).Distinct().OrderBy(m => m.OccurredOn).ThenBy(m => m.StartupId).ThenBy(m => m.Result)];
        return sorted.Length == 0 ? null : sorted;
    }
}
