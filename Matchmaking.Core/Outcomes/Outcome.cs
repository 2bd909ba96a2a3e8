using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Matchmaking.Core.Common;

namespace Matchmaking.Core.Outcomes;

/// <summary>What came of a pair, weakest first but for <see cref="Passed"/>.</summary>
public enum OutcomeResult
{
    Met,
    Interested,
    DueDiligence,
    TermSheet,
    Invested,
    Passed,
}

/// <summary>A finished examination of the company.</summary>
/// <param name="DoneOn">The day on which it was finished.</param>
/// <param name="Reference">Where the report is kept.</param>
public sealed record DueDiligence(DateOnly DoneOn, [property: StringLength(Bounds.TextMax)] string? Reference = null);

/// <summary>Something that happened between a fund and a request; append-only.</summary>
public record OutcomeDetails
{
    [JsonRequired]
    public FundId FundId { get; init; }

    [JsonRequired]
    public FinancingRequestId FinancingRequestId { get; init; }

    [JsonRequired]
    public OutcomeResult Result { get; init; }

    /// <summary>The day on which it happened; never in the future.</summary>
    [JsonRequired]
    public DateOnly OccurredOn { get; init; }

    /// <summary>What was offered or invested.</summary>
    public Money? AmountCny { get; init; }

    /// <summary>In words, such as why a fund passed.</summary>
    [StringLength(Bounds.LongTextMax), DataType(DataType.MultilineText)]
    public string? Reason { get; init; }

    /// <summary>The examination that came before it.</summary>
    public DueDiligence? DueDiligence { get; init; }
}

public sealed record Outcome : OutcomeDetails
{
    public Outcome()
    {
    }

    public Outcome(OutcomeDetails details) : base(details)
    {
    }

    [JsonPropertyOrder(-2)]
    public OutcomeId Id { get; init; }

    /// <summary>Null for outcomes that were imported without a session.</summary>
    [JsonPropertyOrder(-1)]
    public SessionId? SessionId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
