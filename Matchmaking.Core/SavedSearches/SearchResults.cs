namespace Matchmaking.Core.SavedSearches;

/// <summary>What a saved search found when it was last evaluated.</summary>
public sealed record SearchResults
{
    public SavedSearchId SearchId { get; init; }

    public DateTimeOffset EvaluatedAt { get; init; }

    /// <summary>The state of all that the ranking depends on: as long as it stays, there is nothing to compute.</summary>
    public string Stamp { get; init; } = "";

    /// <summary>The model that ranked; null while it could not be ranked.</summary>
    public string? ModelVersion { get; init; }

    /// <summary>As in the ranking itself.</summary>
    public string? InputHash { get; init; }

    public DateOnly? AsOf { get; init; }

    /// <summary>Code of why it could not be ranked; null: it was.</summary>
    public string? Problem { get; init; }

    /// <summary>The top, in the order of the ranking.</summary>
    public IReadOnlyList<SearchMatch> Items { get; init; } = [];
}

/// <summary>One candidate in the top.</summary>
/// <param name="Id">Of the request or fund.</param>
/// <param name="Rank">From 1.</param>
/// <param name="Score">As in the ranking.</param>
/// <param name="Since">When it entered the top, the last time.</param>
/// <param name="Seen">It was there from the beginning, or was marked as seen since it entered.</param>
public sealed record SearchMatch(Guid Id, int Rank, double Score, DateTimeOffset Since, bool Seen);
