using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Matchmaking.Core.Common;

namespace Matchmaking.Core.Sessions;

/// <summary>How the room is set.</summary>
public enum SessionLayout
{
    Meetings,
    RoundTables,
    LongTable,
}

/// <summary>Drafts are for organizers only.</summary>
public enum SessionStatus
{
    Draft,
    Open,
    Frozen,
    Closed,
}

/// <summary>One monthly event of an industry chain.</summary>
public record SessionDetails
{
    [JsonRequired]
    public Month Month { get; init; }

    [JsonRequired]
    public string Chain { get; init; } = "";

    [JsonRequired, StringLength(Bounds.TextMax, MinimumLength = 1)]
    public string Title { get; init; } = "";

    /// <summary>Where it takes place.</summary>
    [StringLength(Bounds.TextMax)]
    public string? Venue { get; init; }

    /// <summary>When the first round starts.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    public SessionLayout Layout { get; init; } = SessionLayout.Meetings;

    [Range(1, SessionRules.RoundsMax)]
    public int Rounds { get; init; } = 8;

    /// <summary>Length of a round in minutes.</summary>
    [Range(1, 24 * 60)]
    public int RoundMinutes { get; init; } = 20;

    [Range(1, SessionRules.TablesMax)]
    public int Tables { get; init; } = 20;

    /// <summary>Seats at each table.</summary>
    [Range(1, 100)]
    public int SeatsPerTable { get; init; } = 2;

    public SessionStatus Status { get; init; } = SessionStatus.Draft;
}

public sealed record Session : SessionDetails, IEntity
{
    public Session()
    {
    }

    public Session(SessionDetails details) : base(details)
    {
    }

    [JsonPropertyOrder(-1)]
    public SessionId Id { get; init; }

    [JsonIgnore]
    public int Version { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    [JsonIgnore]
    public Guid Key => Id.Value;
}
