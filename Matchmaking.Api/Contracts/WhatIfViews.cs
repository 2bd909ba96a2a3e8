using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Matchmaking.Core.Common;

namespace Matchmaking.Api.Contracts;

/// <summary>A ticket of a basket.</summary>
internal sealed record CandidateInput
{
    [JsonRequired]
    public Stage Stage { get; init; }

    /// <summary>The ticket.</summary>
    [JsonRequired, Positive]
    public Money AmountCny { get; init; }

    /// <summary>The first one's industry chain is the candidate's.</summary>
    [Distinct]
    public IReadOnlyList<string> Sectors { get; init; } = [];

    /// <summary>The industry chain, where it is not that of the first sector.</summary>
    public string? Chain { get; init; }

    /// <summary>Where the startup is known: what the fund already holds of it counts for the concentration cap.</summary>
    public StartupId? StartupId { get; init; }
}

/// <summary>What to try: one ticket by its <c>stage</c> and <c>amountCny</c>, a basket of them as <c>candidates</c>, or one and others.</summary>
internal sealed record WhatIfInput
{
    public const int BasketMax = 50;

    public Stage? Stage { get; init; }

    /// <summary>The ticket.</summary>
    [Positive]
    public Money? AmountCny { get; init; }

    /// <summary>The first one's industry chain is the candidate's.</summary>
    [Distinct]
    public IReadOnlyList<string> Sectors { get; init; } = [];

    /// <summary>The industry chain, where it is not that of the first sector.</summary>
    public string? Chain { get; init; }

    /// <summary>Where the startup is known: what the fund already holds of it counts for the concentration cap.</summary>
    public StartupId? StartupId { get; init; }

    /// <summary>Further tickets, invested together; at most 50 in all.</summary>
    [MaxLength(BasketMax)]
    public IReadOnlyList<CandidateInput> Candidates { get; init; } = [];
}

/// <summary>A fund before and after one or more tickets.</summary>
/// <param name="Before">As it is.</param>
/// <param name="After">With all tickets.</param>
/// <param name="Candidate">The ticket, where there is only one.</param>
/// <param name="Candidates">Each ticket, judged alone.</param>
internal sealed record WhatIfView(
    RiskView Before,
    RiskView After,
    CandidateView? Candidate,
    IReadOnlyList<CandidateView> Candidates);

/// <summary>One ticket judged alone.</summary>
internal sealed record CandidateView
{
    public required Stage Stage { get; init; }

    public required Money AmountCny { get; init; }

    public required IReadOnlyList<string> Sectors { get; init; }

    /// <summary>The industry chain whose positions share risks with it; null: none.</summary>
    public required string? Chain { get; init; }

    /// <summary>Expected loss of the ticket itself.</summary>
    public required Money ExpectedLossCny { get; init; }

    /// <summary>Expected loss of the fund in the end, the ticket included.</summary>
    public required Money ExpectedLossAfterCny { get; init; }

    /// <summary>Realised loss over all that is invested then.</summary>
    public required decimal? LossRatioAfter { get; init; }

    /// <summary>Null when losses are not judged.</summary>
    public required double? BreachProbabilityAfter { get; init; }

    /// <summary>Against the fund as it is; below 0 where the ticket lowers it.</summary>
    public required double? BreachProbabilityChange { get; init; }

    /// <summary>Loss still allowed once the ticket is invested; null when losses are not judged.</summary>
    public required SignedMoney? HeadroomAfterCny { get; init; }

    /// <summary>The fund stays inside its allowance even if the ticket is wholly lost; null when losses are not judged.</summary>
    public required bool? WithinSafeTicket { get; init; }

    /// <summary>Whether no limit on the fund's money and risk fails.</summary>
    public required bool Passes { get; init; }

    /// <summary>The limits on the fund's money and risk that fail, as in a ranking.</summary>
    public required IReadOnlyList<LimitReasonView> Reasons { get; init; }

    /// <summary>
    /// The largest ticket, from the fund's smallest to this one, that all these limits let pass; every step of the probability is looked at, since a smaller ticket is
    /// not always a safer one. Null where there is none.
    /// </summary>
    public required Money? LargestPassingCny { get; init; }
}
