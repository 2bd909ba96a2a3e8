using System.Text.Json;
using System.Text.Json.Serialization;
using Matchmaking.Core.Common;
using Matchmaking.Ranking.Explain;
using Matchmaking.Ranking.Limits;
using Matchmaking.Ranking.Rankings;

namespace Matchmaking.Api.Contracts;

/// <summary>A page of a ranking.</summary>
internal sealed record RankingView
{
    public required Subject Subject { get; init; }

    public required string ModelVersion { get; init; }

    /// <summary>SHA-256 of everything that the ranking was computed from.</summary>
    public required string InputHash { get; init; }

    public required DateOnly AsOf { get; init; }

    /// <summary>The freeze that the rows come from; absent when they were computed now.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FreezeId? FreezeId { get; init; }

    /// <summary>Which parameters the loss model used, where a fund's risk was judged by it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RiskParametersView? RiskParameters { get; init; }

    /// <summary>Geometric mean of what the fund's positions cost; where a fund's candidates are ranked and it has any.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Money? UsualTicketCny { get; init; }

    /// <summary>Candidates that passed every limit, on all pages.</summary>
    public required int Total { get; init; }

    /// <summary>Candidates that failed a limit.</summary>
    public required int ExcludedTotal { get; init; }

    public required IReadOnlyList<RankedItemView> Items { get; init; }

    /// <summary>With <c>include=excluded</c>, on the first page.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ExcludedItemView>? Excluded { get; init; }

    public string? NextCursor { get; init; }
}

/// <summary>Names of a ranked thing, with <c>include=names</c>; they are looked up now, not frozen.</summary>
internal abstract record NamedItemView
{
    [JsonPropertyOrder(-1), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FinancingRequestId? FinancingRequestId { get; init; }

    [JsonPropertyOrder(-1), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FundId? FundId { get; init; }

    [JsonPropertyOrder(-1), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? StartupName { get; init; }

    [JsonPropertyOrder(-1), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Title { get; init; }

    [JsonPropertyOrder(-1), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? FundName { get; init; }

    /// <summary>In a session: the registration of the other side, for preferences.</summary>
    [JsonPropertyOrder(-1), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RegistrationId? RegistrationId { get; init; }
}

/// <summary>A candidate that passed every limit; one of the two ids is set.</summary>
internal sealed record RankedItemView : NamedItemView
{
    /// <summary>From 1.</summary>
    [JsonPropertyOrder(-2)]
    public required int Rank { get; init; }

    /// <summary>The largest ticket that both sides accept.</summary>
    public required Money TicketCny { get; init; }

    /// <summary>Between 0 and 1, a growing function of the raw score; scores of different funds compare.</summary>
    public required double Score { get; init; }

    /// <summary>What the model gives; the order follows it.</summary>
    public required double RawScore { get; init; }

    /// <summary>What the raw score would be if no feature said anything.</summary>
    public required double Baseline { get; init; }

    /// <summary>Baseline and contributions add up to the raw score.</summary>
    public required IReadOnlyList<ContributionView> Contributions { get; init; }

    /// <summary>What investing the ticket would do to the fund; for the fund itself and organizers.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ItemRisk? Risk { get; init; }

    /// <summary>In a freeze that shows newcomers: the rank that its score brings, where it was lifted above it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? LiftedFrom { get; init; }

    /// <summary>With <c>include=interval</c>: best and worst plausible rank, null for a model that gives none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? RankInterval { get; init; }
}

/// <summary>What one feature adds to a raw score.</summary>
/// <param name="Feature">Its name.</param>
/// <param name="Value">Null when missing.</param>
/// <param name="Contribution">In units of the raw score.</param>
internal sealed record ContributionView(string Feature, double? Value, double Contribution)
{
    /// <summary>With <c>include=text</c>: what it says, in the language of Accept-Language.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Text { get; init; }
}

/// <summary>A candidate that failed a limit; one of the two ids is set.</summary>
internal sealed record ExcludedItemView : NamedItemView
{
    /// <summary>All limits that it failed.</summary>
    public required IReadOnlyList<LimitReasonView> Reasons { get; init; }

    /// <summary>The smallest single change that lifts all reasons; null where none does.</summary>
    public Counterfactual? Counterfactual { get; init; }
}

/// <summary>One limit that a candidate failed.</summary>
/// <param name="Code">Stable, kebab-case.</param>
/// <param name="Message">In the language of Accept-Language.</param>
/// <param name="Actual">What the candidate has.</param>
/// <param name="Limit">What the limit asks for.</param>
internal sealed record LimitReasonView(string Code, string Message, LimitValue Actual, LimitValue Limit);
