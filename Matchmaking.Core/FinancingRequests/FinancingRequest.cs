using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Matchmaking.Core.Common;

namespace Matchmaking.Core.FinancingRequests;

/// <summary>How far an ask is; only open ones are ranked.</summary>
public enum RequestStatus
{
    Draft,
    Open,
    Matched,
    Closed,
    Withdrawn,
}

/// <summary>One line of what the money is for.</summary>
/// <param name="Purpose">In words.</param>
/// <param name="AmountCny">Its share of the amount.</param>
public sealed record UseOfProceeds([property: StringLength(Bounds.TextMax, MinimumLength = 1)] string Purpose, Money AmountCny);

/// <summary>An ask: how much, at which stage, in which industry chain, for what.</summary>
public record FinancingRequestDetails
{
    [JsonRequired]
    public StartupId StartupId { get; init; }

    [JsonRequired, StringLength(Bounds.TextMax, MinimumLength = 1)]
    public string Title { get; init; } = "";

    /// <summary>The industry chain of the monthly session that the ask belongs to.</summary>
    public string? Chain { get; init; }

    /// <summary>Empty: the startup's sectors count.</summary>
    [Distinct]
    public IReadOnlyList<string> Sectors { get; init; } = [];

    /// <summary>May be absent; every fund then refuses with <c>missing-stage</c>.</summary>
    public Stage? Stage { get; init; }

    /// <summary>How much is sought, more than 0.</summary>
    [JsonRequired, Positive]
    public Money AmountCny { get; init; }

    /// <summary>The smallest share that one investor may take; absent on entry: the whole amount.</summary>
    public Money? MinTicketCny { get; init; }

    /// <summary>Empty: any instrument.</summary>
    [Distinct]
    public IReadOnlyList<Instrument> Instruments { get; init; } = [];

    /// <summary>What the money is for; adds up to the amount when given.</summary>
    [MaxLength(Bounds.ListMax)]
    public IReadOnlyList<UseOfProceeds> UseOfProceeds { get; init; } = [];

    /// <summary>What the company is worth before the round.</summary>
    public Money? PreMoneyValuationCny { get; init; }

    /// <summary>Absent: the startup's district counts.</summary>
    public string? District { get; init; }

    /// <summary>The last day on which the ask holds; null: no end.</summary>
    public DateOnly? ValidUntil { get; init; }

    public RequestStatus Status { get; init; } = RequestStatus.Open;

    [StringLength(Bounds.TextMax, MinimumLength = 1)]
    public string? ExternalId { get; init; }
}

public sealed record FinancingRequest : FinancingRequestDetails, IEntity
{
    public FinancingRequest()
    {
    }

    public FinancingRequest(FinancingRequestDetails details) : base(details)
    {
    }

    [JsonPropertyOrder(-1)]
    public FinancingRequestId Id { get; init; }

    [JsonIgnore]
    public int Version { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    [JsonIgnore]
    public Guid Key => Id.Value;
}
