using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Matchmaking.Core.Common;

namespace Matchmaking.Core.Funds;

/// <summary>One investment of a fund: what it cost, what came back, what the rest is worth.</summary>
public record PositionDetails
{
    [JsonRequired, StringLength(Bounds.TextMax, MinimumLength = 1)]
    public string Name { get; init; } = "";

    /// <summary>Absent when the company is not in this system.</summary>
    public StartupId? StartupId { get; init; }

    [JsonRequired]
    public Stage Stage { get; init; }

    [Distinct]
    public IReadOnlyList<string> Sectors { get; init; } = [];

    /// <summary>What was invested.</summary>
    [JsonRequired, Positive]
    public Money CostCny { get; init; }

    /// <summary>Absent on entry: the cost; 0 once closed.</summary>
    public Money? FairValueCny { get; init; }

    /// <summary>The day that <see cref="FairValueCny"/> and <see cref="ProceedsCny"/> hold for; absent on entry: the day of investment.</summary>
    public DateOnly? ValuedOn { get; init; }

    /// <summary>All cash that came back so far.</summary>
    public Money ProceedsCny { get; init; }

    /// <summary>The day of investment.</summary>
    [JsonRequired]
    public DateOnly InvestedOn { get; init; }

    /// <summary>The day on which the position ended (sold, wound up, written off).</summary>
    public DateOnly? ClosedOn { get; init; }
}

/// <summary>What a position was worth, and had paid back, on a day.</summary>
public sealed record Valuation(DateOnly ValuedOn, Money FairValueCny, Money ProceedsCny);

public sealed record Position : PositionDetails, IEntity
{
    public Position()
    {
    }

    public Position(PositionDetails details) : base(details)
    {
    }

    [JsonPropertyOrder(-2)]
    public PositionId Id { get; init; }

    [JsonPropertyOrder(-1)]
    public FundId FundId { get; init; }

    /// <summary>Why admin declared the position void; a void position counts nowhere. Null: in force.</summary>
    public string? VoidedReason { get; init; }

    /// <summary>All valuations, oldest first; the newest is the one in <see cref="PositionDetails.FairValueCny"/>.</summary>
    public IReadOnlyList<Valuation> Valuations { get; init; } = [];

    [JsonIgnore]
    public int Version { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    [JsonIgnore]
    public Guid Key => Id.Value;
}
