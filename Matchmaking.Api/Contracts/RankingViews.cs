using System.Text.Json;
using System.Text.Json.Serialization;
using Matchmaking.Core.Common;
using Matchmaking.Ranking.Explain;
using Matchmaking.Ranking.Limits;
using Matchmaking.Ranking.Models;
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

    public required int Total { get; init; }

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

internal sealed record RankedItemView : NamedItemView
{
    [JsonPropertyOrder(-2)]
    public required int Rank { get; init; }

    public required Money TicketCny { get; init; }

    public required double Score { get; init; }

    public required double RawScore { get; init; }

    public required double Baseline { get; init; }

    public required IReadOnlyList<FeatureContribution> Contributions { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ItemRisk? Risk { get; init; }

    /// <summary>With <c>include=interval</c>: best and worst plausible rank, null for a model that gives none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? RankInterval { get; init; }
}

internal sealed record ExcludedItemView : NamedItemView
{
    public required IReadOnlyList<LimitReasonView> Reasons { get; init; }

    /// <summary>The smallest single change that lifts all reasons; null where none does.</summary>
    public Counterfactual? Counterfactual { get; init; }
}

internal sealed record LimitReasonView(string Code, string Message, LimitValue Actual, LimitValue Limit);
