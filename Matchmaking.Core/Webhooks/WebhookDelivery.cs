using System.Text.Json.Serialization;

namespace Matchmaking.Core.Webhooks;

/// <summary>One event on its way to one webhook. No version: only the lane of its webhook changes it.</summary>
public sealed record WebhookDelivery
{
    /// <summary>In the header <c>Matchmaking-Delivery</c> of every attempt.</summary>
    public DeliveryId Id { get; init; }

    public WebhookId WebhookId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Id of the event; the same in a replay.</summary>
    public Guid EventId { get; init; }

    /// <summary>Type of the event.</summary>
    public string EventType { get; init; } = "";

    /// <summary>Number of the event's audit row; null for a test, which tells of nothing.</summary>
    [JsonIgnore]
    public long? EventSequence { get; init; }

    /// <summary>The delivery that was replayed; null: it came from the event itself.</summary>
    public DeliveryId? ReplayOf { get; init; }

    public DeliveryStatus Status { get; init; } = DeliveryStatus.Pending;

    /// <summary>It does not hold those behind it.</summary>
    [JsonIgnore]
    public bool Aside { get; init; }

    /// <summary>When the next attempt is due; null: there is none.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When it ended; null: it has not.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The attempts so far.</summary>
    public IReadOnlyList<DeliveryAttempt> Attempts { get; init; } = [];

    /// <summary>The same after another attempt: delivered, failed for good, or due again.</summary>
    public WebhookDelivery After(DeliveryAttempt attempt, DateTimeOffset now)
    {
        var next = this with { Attempts = [.. Attempts, attempt] };
        if (attempt.Error is null)
            return next.Finish(DeliveryStatus.Delivered, now);
        return DeliverySchedule.Wait(Id, next.Attempts.Count) is { } wait
            ? next with { DueAt = now + wait, Aside = Aside || next.Attempts.Count >= DeliverySchedule.AttemptsInLine }
            : next.Finish(DeliveryStatus.Failed, now);
    }

    public WebhookDelivery Finish(DeliveryStatus status, DateTimeOffset now) => this with { Status = status, DueAt = null, FinishedAt = now };
}
