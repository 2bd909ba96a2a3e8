using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Matchmaking.Core.Common;

namespace Matchmaking.Core.Startups;

/// <summary>What is known of a company that looks for money: its facts as entered, all codes from the taxonomy.</summary>
public record StartupDetails
{
    private const int CountMax = 10_000_000;

    [JsonRequired, StringLength(Bounds.TextMax, MinimumLength = 1)]
    public string Name { get; init; } = "";

    /// <summary>统一社会信用代码, 18 characters (GB 32100); unique when given.</summary>
    [Length(Startups.Uscc.Length, Startups.Uscc.Length)]
    public string? Uscc { get; init; }

    [Distinct]
    public IReadOnlyList<string> Sectors { get; init; } = [];

    public string? District { get; init; }

    /// <summary>Districts in which the company would open a site for an investor's sake.</summary>
    [Distinct]
    public IReadOnlyList<string> WillLandIn { get; init; } = [];

    /// <summary>The day of registration of the company.</summary>
    public DateOnly? FoundedOn { get; init; }

    [Distinct]
    public IReadOnlyList<string> Recognitions { get; init; } = [];

    /// <summary>People who work there.</summary>
    [Range(0, CountMax)]
    public int? TeamSize { get; init; }

    /// <summary>Patents that were granted.</summary>
    [Range(0, CountMax)]
    public int? Patents { get; init; }

    /// <summary>Revenue of the last full year.</summary>
    public Money? RevenueCny { get; init; }

    /// <summary>All that was raised before.</summary>
    public Money? FundingToDateCny { get; init; }

    /// <summary>What the company does, in a few sentences.</summary>
    [StringLength(Bounds.LongTextMax), DataType(DataType.MultilineText)]
    public string? Summary { get; init; }

    [StringLength(Bounds.TextMax, MinimumLength = 1)]
    public string? ExternalId { get; init; }
}

public sealed record Startup : StartupDetails, IEntity
{
    public Startup()
    {
    }

    public Startup(StartupDetails details) : base(details)
    {
    }

    [JsonPropertyOrder(-1)]
    public StartupId Id { get; init; }

    [JsonIgnore]
    public int Version { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    [JsonIgnore]
    public Guid Key => Id.Value;
}
