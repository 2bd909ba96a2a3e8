using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Matchmaking.Core.Common;
using Matchmaking.Core.Sessions;

namespace Matchmaking.Core.SavedSearches;

/// <summary>Whether a saved search is evaluated.</summary>
public enum SavedSearchStatus
{
    Active,
    Paused,
}

/// <summary>Whose ranking it is.</summary>
public sealed record SearchSubject
{
    /// <summary>A fund, for which requests are ranked, or a request, for which funds are.</summary>
    [JsonRequired]
    public RankingSubject Type { get; init; }

    /// <summary>Its id.</summary>
    [JsonRequired]
    public Guid Id { get; init; }
}

/// <summary>A ranking to be watched: who enters its top is told.</summary>
public record SavedSearchDetails
{
    [JsonRequired, StringLength(Bounds.TextMax, MinimumLength = 1)]
    public string Name { get; init; } = "";

    [JsonRequired]
    public SearchSubject Subject { get; init; } = new();

    /// <summary>Only the registrations of this session, and its frozen ranking once there is one; null: the whole market.</summary>
    public SessionId? SessionId { get; init; }

    /// <summary>How many of the first count.</summary>
    [Range(1, 200)]
    public int Top { get; init; } = 20;

    /// <summary>Those with a lower score do not count; null: all do.</summary>
    public Ratio? MinScore { get; init; }

    public SavedSearchStatus Status { get; init; } = SavedSearchStatus.Active;
}

public sealed record SavedSearch : SavedSearchDetails, IEntity
{
    /// <summary>Saved searches of one key.</summary>
    public const int MostOfAKey = 100;

    public SavedSearch()
    {
    }

    public SavedSearch(SavedSearchDetails details) : base(details)
    {
    }

    [JsonPropertyOrder(-1)]
    public SavedSearchId Id { get; init; }

    /// <summary>The key that saved it.</summary>
    [JsonIgnore]
    public KeyId KeyId { get; init; }

    /// <summary>The fund, or the startup behind the request.</summary>
    [JsonIgnore]
    public Guid OwnerId { get; init; }

    /// <summary>Saved by an organizer or admin: it shows what they see, and is not the fund's or startup's.</summary>
    public bool ByOrganizer { get; init; }

    [JsonIgnore]
    public int Version { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    [JsonIgnore]
    public Guid Key => Id.Value;

    /// <summary>Whether another one watches the same: then what was found goes on to count.</summary>
    public bool WatchesLike(SavedSearch other) => Subject == other.Subject && SessionId == other.SessionId && Top == other.Top && MinScore == other.MinScore;
}
