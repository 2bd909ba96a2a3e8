using System.Text.Json.Serialization;
using Matchmaking.Core.SavedSearches;
using Matchmaking.Core.Sessions;

namespace Matchmaking.Api.Contracts;

/// <summary>What a saved search found when it was last evaluated, and what of it is new.</summary>
/// <param name="EvaluatedAt">When; null: not yet.</param>
/// <param name="ModelVersion">The model that ranked; null: not yet ranked.</param>
/// <param name="InputHash">As in the ranking of that moment; null: not yet ranked.</param>
/// <param name="AsOf">The day as of which it was ranked; null: not yet.</param>
/// <param name="Problem">Code of why it could not be ranked when it was last tried, such as <c>not-found</c> for a subject that is gone; null: it was.</param>
/// <param name="Items">The top, in the order of the ranking, without what the caller may no longer see.</param>
internal sealed record SavedSearchResultsView(
    DateTimeOffset? EvaluatedAt, string? ModelVersion, string? InputHash, DateOnly? AsOf, string? Problem, IReadOnlyList<SavedSearchItemView> Items)
{
    public static readonly SavedSearchResultsView None = new(null, null, null, null, null, []);

    public static SavedSearchResultsView Of(SavedSearch search, SearchResults results, IReadOnlySet<Guid> seen) => new(
        results.EvaluatedAt, results.ModelVersion, results.InputHash, results.AsOf, results.Problem,
        [.. results.Items.Where(i => seen.Contains(i.Id)).Select(i => SavedSearchItemView.Of(search.Subject.Type, i))]);
}

/// <summary>A candidate in the top; exactly one of the two ids is set.</summary>
internal sealed record SavedSearchItemView
{
    /// <summary>From 1.</summary>
    public required int Rank { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FinancingRequestId? FinancingRequestId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FundId? FundId { get; init; }

    /// <summary>As in the ranking.</summary>
    public required double Score { get; init; }

    /// <summary>It entered the top and was not marked as seen since.</summary>
    public required bool New { get; init; }

    /// <summary>When it entered the top, the last time.</summary>
    public required DateTimeOffset Since { get; init; }

    public static SavedSearchItemView Of(RankingSubject subject, SearchMatch match) => new()
    {
        Rank = match.Rank,
        FinancingRequestId = subject == RankingSubject.Fund ? new(match.Id) : null,
        FundId = subject == RankingSubject.Fund ? null : new(match.Id),
        Score = match.Score,
        New = !match.Seen,
        Since = match.Since,
    };
}

/// <summary>Up to when results have been seen.</summary>
internal sealed record SeenInput
{
    /// <summary><c>evaluatedAt</c> of the results that were seen, so that what entered later stays new; absent: all that is there.</summary>
    public DateTimeOffset? UpTo { get; init; }
}
