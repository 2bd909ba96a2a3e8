using System.Text.Json;
using Matchmaking.Api.Events;
using Matchmaking.Api.Setup;
using Matchmaking.Api.Telemetry;
using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;
using Matchmaking.Core.Events;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Audit;
using Matchmaking.Core.Storage.Webhooks;
using Matchmaking.Core.Webhooks;

namespace Matchmaking.Api.Webhooks;

/// <summary>
/// Sends the deliveries of a webhook one after another. What is to be sent is decided, and claimed, in a write that reads everything anew; what came of it
/// is stored in the write that claims the next. A process that dies in between leaves a claim that ends by itself: the delivery is sent again.
/// </summary>
internal sealed class DeliveryLane(IDatabase database, SecretBox box, WebhookSender sender, Surroundings now, ServiceMetrics metrics)
{
    /// <summary>How long a claim holds: far longer than an attempt can take.</summary>
    public static readonly TimeSpan ClaimTime = TimeSpan.FromSeconds(30);

    /// <summary>A webhook with nothing but failures for so long is disabled.</summary>
    public static readonly TimeSpan FailuresMost = TimeSpan.FromDays(5);

    /// <summary>Deliveries that a lane sends, or withholds, before it leaves its place to others.</summary>
    private const int TurnsMost = 100;

    /// <summary>Works until nothing is due or it had its turns.</summary>
    /// <returns>Attempts made.</returns>
    public async Task<int> Run(WebhookId webhook, CancellationToken stopping)
    {
        var turn = await Write(db => Take(db, webhook), stopping);
        var attempts = 0;
        while (turn is not null)
        {
            var attempt = await sender.Send(turn, stopping);
            attempts++;
            var done = turn;
            var isLast = attempts == TurnsMost || stopping.IsCancellationRequested;
            // It was made, so it is stored, also while the program stops.
            turn = await Write(db => Record(db, done, attempt, isLast), CancellationToken.None);
        }

        return attempts;
    }

    private async Task<DeliveryTurn?> Write(Func<Db, Task<DeliveryTurn?>> useCase, CancellationToken cancel)
    {
        DeliveryTurn? turn = null;
        var done = await database.Write<bool>(
            Origin.System("webhooks", now.Time),
            async db =>
            {
                turn = await useCase(db);
                return true;
            },
            cancel);
        return done.Value ? turn : null;
    }

    /// <summary>Claims the lane and its next delivery, if it is due and nobody else sends.</summary>
    private async Task<DeliveryTurn?> Take(Db db, WebhookId id) =>
        await WebhookProgressStore.Find(db, id) is { } progress && progress.DueAt <= now.Time ? await Next(db, progress, isLast: false) : null;

    private async Task<DeliveryTurn?> Record(Db db, DeliveryTurn turn, DeliveryAttempt attempt, bool isLast)
    {
        // It may be deleted, or the claim may have ended and be another's by now.
        if (await WebhookProgressStore.Find(db, turn.Webhook.Id) is not { } progress || progress.Claim != turn.Claim)
            return null;
        if (await DeliveryStore.Find(db, turn.Delivery.Id) is { Status: DeliveryStatus.Pending } delivery)
        {
            var after = delivery.After(attempt, now.Time);
            await DeliveryStore.Update(db, after);
            metrics.DeliveryTried(after.Status == DeliveryStatus.Pending ? "retried" : after.Status.Kebab(), TimeSpan.FromMilliseconds(attempt.DurationMs));
        }

        progress = progress with { FailingSince = attempt.Error is null ? null : progress.FailingSince ?? attempt.At };
        if (progress.FailingSince <= now.Time - FailuresMost && await WebhookStore.Entities.Find(db, turn.Webhook.Key) is { Status: WebhookStatus.Active } webhook)
            await Disable(db, webhook, DisabledReason.OnlyFailures);
        return await Next(db, progress, isLast);
    }

    /// <summary>Claims the next delivery, or frees the lane until there is one.</summary>
    private async Task<DeliveryTurn?> Next(Db db, WebhookProgress progress, bool isLast)
    {
        DateTimeOffset? due = null;
        for (var looked = 0; await WebhookStore.Entities.Find(db, progress.WebhookId.Value) is { Status: WebhookStatus.Active } webhook; looked++)
        {
            if (await WebhookOwner.Find(db, webhook, now.Time) is not { } owner)
            {
                await Disable(db, webhook, DisabledReason.KeyNotUsable);
                break;
            }

            var delivery = await DeliveryStore.Next(db, webhook.Id);
            due = delivery?.DueAt;
            if (delivery is null || due > now.Time || isLast || looked == TurnsMost)
                break;
            if (await Body(db, delivery, new EventVisibility(db, owner)) is { } body)
                return await Claim(db, progress, new DeliveryTurn(now.Ids.Next(), webhook, delivery, body, Secrets(progress)));
            await DeliveryStore.Update(db, delivery.Finish(DeliveryStatus.Withheld, now.Time));
            metrics.DeliveryTried(DeliveryStatus.Withheld.Kebab(), TimeSpan.Zero);
        }

        await WebhookProgressStore.Schedule(db, progress with { Claim = null, DueAt = due });
        return null;
    }

    private async Task<DeliveryTurn> Claim(Db db, WebhookProgress progress, DeliveryTurn turn)
    {
        await WebhookProgressStore.Schedule(db, progress with { Claim = turn.Claim, DueAt = now.Time + ClaimTime });
        return turn;
    }

    private async Task Disable(Db db, Webhook webhook, DisabledReason reason)
    {
        // Nobody else writes meanwhile, so it is still the version that was read.
        if ((await WebhookStore.Entities.Update(db, webhook.Disable(reason, now.Time))).Error is { } refused)
            throw new InvalidOperationException($"Webhook {webhook.Id} could not be disabled: {refused.Code}");
    }

    /// <summary>The event as the owner may see it now; null where it may not.</summary>
    private static async Task<byte[]?> Body(Db db, WebhookDelivery delivery, EventVisibility visibility)
    {
        if (delivery.EventSequence is not { } sequence)
            return Bytes(TestEvent(delivery));
        return await AuditLog.Find(db, sequence) is { } row && EventProjection.Of(row) is { } projected && await visibility.Show(projected) is { } shown
            ? Bytes(shown)
            : null;
    }

    private static ChangeEvent TestEvent(WebhookDelivery delivery) => new()
    {
        Id = delivery.EventId,
        Type = delivery.EventType,
        OccurredAt = delivery.CreatedAt,
        Resource = new EventResource("webhook", delivery.WebhookId.ToString(), $"/v1/webhooks/{delivery.WebhookId}"),
    };

    private static byte[] Bytes(ChangeEvent told) => JsonSerializer.SerializeToUtf8Bytes(told, WireJson.Options);

    private IReadOnlyList<string> Secrets(WebhookProgress progress)
    {
        var current = box.Open(progress.Secret, progress.WebhookId.Value);
        var previous = progress.PreviousUntil > now.Time && progress.PreviousSecret is { } kept ? box.Open(kept, progress.WebhookId.Value) : null;
        return current is null ? [] : previous is null ? [current] : [current, previous];
    }
}
