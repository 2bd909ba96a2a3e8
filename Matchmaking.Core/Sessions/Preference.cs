using System.Text.Json.Serialization;
using Matchmaking.Core.Common;

namespace Matchmaking.Core.Sessions;

/// <summary>From "plan this pair" to "never".</summary>
public enum PreferenceValue
{
    Must,
    Want,
    Avoid,
    Veto,
}

/// <summary>What one registration says of meeting another.</summary>
public record PreferenceDetails
{
    /// <summary>The registration that says it.</summary>
    [JsonRequired]
    public RegistrationId From { get; init; }

    /// <summary>The registration that it is about.</summary>
    [JsonRequired]
    public RegistrationId To { get; init; }

    [JsonRequired]
    public PreferenceValue Value { get; init; }
}

public sealed record Preference : PreferenceDetails, IEntity
{
    public Preference()
    {
    }

    public Preference(PreferenceDetails details) : base(details)
    {
    }

    [JsonPropertyOrder(-2)]
    public PreferenceId Id { get; init; }

    [JsonPropertyOrder(-1)]
    public SessionId SessionId { get; init; }

    /// <summary>The fund or startup behind <see cref="PreferenceDetails.From"/>.</summary>
    [JsonIgnore]
    public Guid OwnerId { get; init; }

    /// <summary>Set by an organizer or admin: a <c>must</c> is then a pin, whatever the other side says.</summary>
    public bool ByOrganizer { get; init; }

    [JsonIgnore]
    public int Version { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    [JsonIgnore]
    public Guid Key => Id.Value;
}
