using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;

namespace Matchmaking.Core.Sessions;

public enum PartyType
{
    Startup,
    Fund,

    /// <summary>Only takes a seat (an official at a breakfast table).</summary>
    Guest,
}

/// <summary>Whether the party comes; only registered and checked-in ones take part.</summary>
public enum RegistrationStatus
{
    Registered,
    Cancelled,
    CheckedIn,
    NoShow,
}

/// <summary>Who comes. <paramref name="Id"/> is a startup's or a fund's; guests have a name only.</summary>
public sealed record Party(PartyType Type, Guid? Id = null, [property: StringLength(Bounds.TextMax)] string? Name = null);

/// <summary>A party's place in a session: when it is there and how many meetings it wants.</summary>
public record RegistrationDetails
{
    [JsonRequired]
    public Party Party { get; init; } = new(PartyType.Guest);

    /// <summary>For startups: the ask that it brings.</summary>
    public FinancingRequestId? FinancingRequestId { get; init; }

    /// <summary>A person to reach; read by organizers and the party itself only.</summary>
    [Personal, StringLength(Bounds.TextMax)]
    public string? Contact { get; init; }

    /// <summary>Rounds (from 1) in which the party is there; null: all.</summary>
    [Distinct]
    public IReadOnlyList<int>? AvailableRounds { get; init; }

    /// <summary>Fewest meetings that the party comes for.</summary>
    [Range(0, SessionRules.RoundsMax)]
    public int MinMeetings { get; init; }

    /// <summary>Absent: the number of rounds.</summary>
    [Range(0, SessionRules.RoundsMax)]
    public int? MaxMeetings { get; init; }

    public RegistrationStatus Status { get; init; } = RegistrationStatus.Registered;
}

public sealed record Registration : RegistrationDetails, IEntity
{
    public Registration()
    {
    }

    public Registration(RegistrationDetails details) : base(details)
    {
    }

    [JsonPropertyOrder(-2)]
    public RegistrationId Id { get; init; }

    [JsonPropertyOrder(-1)]
    public SessionId SessionId { get; init; }

    [JsonIgnore]
    public int Version { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    [JsonIgnore]
    public Guid Key => Id.Value;

    /// <summary>Takes part: registered or checked in.</summary>
    [JsonIgnore]
    public bool IsActive => Status is RegistrationStatus.Registered or RegistrationStatus.CheckedIn;
}
