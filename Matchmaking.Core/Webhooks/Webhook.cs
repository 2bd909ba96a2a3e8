using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;

namespace Matchmaking.Core.Webhooks;

/// <summary>Where events are to be sent, and which.</summary>
public record WebhookDetails
{
    [JsonRequired, StringLength(Bounds.TextMax, MinimumLength = 1)]
    public string Name { get; init; } = "";

    /// <summary>The address that is called with POST: https, without user name and fragment.</summary>
    [JsonRequired, Confidential, StringLength(WebhookRules.UrlMax, MinimumLength = 1)]
    public string Url { get; init; } = "";

    /// <summary>Types of events, or all of a kind (<c>plan.*</c>); empty: all that the key may see.</summary>
    [MaxLength(Bounds.ListMax), Distinct]
    public IReadOnlyList<string> Events { get; init; } = [];

    /// <summary>Paused, events wait; <c>disabled</c> is set by the program alone.</summary>
    public WebhookStatus Status { get; init; } = WebhookStatus.Active;
}

/// <summary>A webhook. It has the rights of the key that made it, as they are now.</summary>
public sealed record Webhook : WebhookDetails, IEntity
{
    public Webhook()
    {
    }

    public Webhook(WebhookDetails details) : base(details)
    {
    }

    [JsonPropertyOrder(-1)]
    public WebhookId Id { get; init; }

    /// <summary>The key that it belongs to.</summary>
    public KeyId KeyId { get; init; }

    /// <summary>Scheme, host and port of the address.</summary>
    public string Target => new Uri(Url).GetLeftPart(UriPartial.Authority);

    /// <summary>Why the program disabled it; null: it did not.</summary>
    public DisabledReason? DisabledReason { get; init; }

    [JsonIgnore]
    public int Version { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    [JsonIgnore]
    public Guid Key => Id.Value;

    /// <summary>The next version, stopped by the program.</summary>
    public Webhook Disable(DisabledReason reason, DateTimeOffset now) =>
        this with { Version = Version + 1, UpdatedAt = now, Status = WebhookStatus.Disabled, DisabledReason = reason };
}
