using System.Text.Json.Serialization;
using Matchmaking.Core.Common;
using Matchmaking.Core.Sessions;
using Matchmaking.Ranking.Explain;
using Matchmaking.Ranking.Limits;
using Matchmaking.Ranking.Models;

namespace Matchmaking.Ranking.Rankings;

/// <summary>One whole ranking as it is kept and served. Lists are complete; the API cuts pages from them.</summary>
public sealed record RankingBody
{
    /// <summary>Version of this layout: 2 tells the fund's usual ticket.</summary>
    public const int CurrentFormat = 2;

    /// <summary>The oldest layout that is still read and computed again.</summary>
    public const int OldestFormat = 1;

    [JsonRequired]
    public int FormatVersion { get; init; } = CurrentFormat;

    public required Subject Subject { get; init; }

    public required string ModelVersion { get; init; }

    /// <summary>SHA-256 of all inputs, lower-case hex.</summary>
    public required string InputHash { get; init; }

    public required DateOnly AsOf { get; init; }

    /// <summary>The version of the loss model's parameters; null where no fund's risk is judged, and before there was a loss model.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RiskParameters { get; init; }

    /// <summary>Geometric mean of what the fund's positions cost; null for requests, for a fund without any, and in layout 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Money? UsualTicketCny { get; init; }

    /// <summary>How many candidates are ranked.</summary>
    [JsonRequired]
    public int Total { get; init; }

    [JsonRequired]
    public int ExcludedTotal { get; init; }

    /// <summary>By raw score, highest first; equal ones by id.</summary>
    public required IReadOnlyList<RankedItem> Items { get; init; }

    /// <summary>By id; null when it was not asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ExcludedItem>? Excluded { get; init; }
}

/// <summary>For whom candidates are ranked.</summary>
public sealed record Subject(RankingSubject Type, Guid Id);

/// <summary>One candidate that passed every limit; exactly one of the two ids is set.</summary>
public sealed record RankedItem
{
    /// <summary>From 1.</summary>
    [JsonRequired]
    public int Rank { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FinancingRequestId? FinancingRequestId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FundId? FundId { get; init; }

    /// <summary>The largest ticket that both sides accept.</summary>
    [JsonRequired]
    public Money TicketCny { get; init; }

    [JsonRequired]
    public double Score { get; init; }

    [JsonRequired]
    public double RawScore { get; init; }

    [JsonRequired]
    public double Baseline { get; init; }

    public required IReadOnlyList<FeatureContribution> Contributions { get; init; }

    /// <summary>Only where a fund's candidates are ranked; for the fund itself and organizers.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ItemRisk? Risk { get; init; }

    /// <summary>The rank that its score brings, where a newcomer was lifted above it (<see cref="Exposure.NewcomerExposure"/>).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? LiftedFrom { get; init; }

    /// <summary>Null for a model that gives none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RankInterval? RankInterval { get; init; }
}

/// <summary>What investing the ticket would do to the fund. Figures of the loss model are null in rankings kept before there was one.</summary>
/// <param name="ExpectedLossCny">Expected loss of the ticket itself.</param>
/// <param name="LossRatioAfter">Realised loss over all that is invested then.</param>
/// <param name="BreachProbabilityAfter">Probability of losing more than the allowance in the end; null when losses are not judged.</param>
/// <param name="HeadroomAfterCny">floor(allowance * (invested + ticket)) - realised loss: the loss still allowed once the ticket is invested; null when losses are not judged.</param>
public sealed record ItemRisk(
    Money? ExpectedLossCny, decimal? LossRatioAfter, double? BreachProbabilityAfter, SignedMoney? HeadroomAfterCny)
{
    /// <summary>Expected loss of the fund in the end, the ticket included.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Money? ExpectedLossAfterCny { get; init; }

    /// <summary>How much the ticket raises the probability of a breach; below 0 where it lowers it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? BreachProbabilityChange { get; init; }
}

/// <summary>One candidate that failed a limit; exactly one of the two ids is set.</summary>
public sealed record ExcludedItem
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FinancingRequestId? FinancingRequestId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FundId? FundId { get; init; }

    /// <summary>Every limit that fails, in the fixed order of the limits; at least one.</summary>
    public required IReadOnlyList<LimitReason> Reasons { get; init; }

    /// <summary>The smallest single change after which every limit passes; null when there is none.</summary>
    public Counterfactual? Counterfactual { get; init; }
}
