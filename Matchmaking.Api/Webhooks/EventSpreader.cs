using Matchmaking.Api.Events;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;
using Matchmaking.Core.Events;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Audit;
using Matchmaking.Core.Storage.Webhooks;
using Matchmaking.Core.Webhooks;

namespace Matchmaking.Api.Webhooks;

/// <summary>
/// Makes deliveries of events: for each webhook those behind its position that it asks for and its key may see. They are looked for in a read; the write
/// that moves the position and inserts them finds the webhook as it was, or leaves it to the next round.
/// </summary>
internal sealed class EventSpreader(IDatabase database, Surroundings now)
{
    private const int Batch = 500;

    private static readonly IReadOnlyList<ProjectedEvent> _none = [];

    /// <returns>How many webhooks were moved on; 0: all are at the end, or wait.</returns>
    public async Task<int> Spread(CancellationToken cancel)
    {
        var found = await database.Read(Look, cancel);
        if (found.Count == 0)
            return 0;
        // Most find nothing most of the time: those share one write.
        var moved = 0;
        foreach (var share in found.GroupBy(f => f.Events.Count == 0 ? Guid.Empty : f.Webhook.Value))
        {
            var done = await database.Write<int>(Origin.System("webhooks", now.Time), db => Move(db, [.. share]), cancel);
            moved += done.Value;
        }

        return moved;
    }

    private async Task<IReadOnlyList<Found>> Look(Db db)
    {
        var head = (await AuditLog.Head(db)).Sequence;
        var found = new List<Found>();
        var behind = new List<(WebhookId Id, long Position)>();
        foreach (var webhook in await WebhookStore.Behind(db, head))
        {
            // Where nothing more may wait, looking for more would be in vain.
            if (await DeliveryStore.CountPending(db, webhook.Id) < DeliveryQueue.PendingMost)
                behind.Add(webhook);
        }

        foreach (var group in behind.GroupBy(w => w.Position))
        {
            var batch = await EventReader.After(db, group.Key, Batch);
            var recent = batch.Events.Where(e => e.Event.OccurredAt > now.Time - DeliveryStore.Kept).ToList();
            foreach (var (id, position) in group)
                found.Add(new Found(id, position, batch.Position, await Wanted(db, id, recent)));
        }

        return found;
    }

    private async Task<IReadOnlyList<ProjectedEvent>> Wanted(Db db, WebhookId id, IReadOnlyList<ProjectedEvent> events)
    {
        // Without a key it sees nothing; the write finds the same, and disables it.
        if (await WebhookStore.Entities.Find(db, id.Value) is not { } webhook || await WebhookOwner.Find(db, webhook, now.Time) is not { } owner)
            return _none;
        var visibility = new EventVisibility(db, owner);
        var wanted = new List<ProjectedEvent>();
        foreach (var projected in events.Where(e => EventTypes.IsAmong(webhook.Events, e.Event.Type) && !IsItsCreation(e, id)))
        {
            if (await visibility.Show(projected) is not null)
                wanted.Add(projected);
        }

        return wanted;
    }

    /// <summary>It would come before its owner could keep the secret to check it with.</summary>
    private static bool IsItsCreation(ProjectedEvent projected, WebhookId webhook) =>
        projected.Event.Type == EventTypes.WebhookCreated && projected.Change.Row.ResourceId == webhook.Value;

    private async Task<Result<int>> Move(Db db, IReadOnlyList<Found> webhooks)
    {
        var moved = 0;
        foreach (var found in webhooks)
        {
            if (await WebhookStore.Entities.Find(db, found.Webhook.Value) is not { Status: WebhookStatus.Active } webhook)
                continue;
            if (await WebhookOwner.Find(db, webhook, now.Time) is null)
            {
                if ((await WebhookStore.Entities.Update(db, webhook.Disable(DisabledReason.KeyNotUsable, now.Time))).Error is { } refused)
                    return refused;
                continue;
            }

            moved += await Insert(db, found) ? 1 : 0;
        }

        return moved;
    }

    private async Task<bool> Insert(Db db, Found found)
    {
        var room = found.Events.Count == 0 ? 0 : DeliveryQueue.PendingMost - await DeliveryStore.CountPending(db, found.Webhook);
        var to = room >= found.Events.Count ? found.To : found.Events[Math.Max(room, 0)].Sequence - 1;
        if (to == found.From || !await WebhookProgressStore.Move(db, found.Webhook, found.From, to))
            return false;
        foreach (var projected in found.Events.TakeWhile(e => e.Sequence <= to))
        {
            await DeliveryStore.Insert(db, new WebhookDelivery
            {
                Id = new(now.Ids.Next()),
                WebhookId = found.Webhook,
                CreatedAt = now.Time,
                EventId = projected.Event.Id,
                EventType = projected.Event.Type,
                EventSequence = projected.Sequence,
                DueAt = now.Time,
            });
        }

        if (found.Events.Count > 0)
            await DeliveryQueue.Wake(db, found.Webhook);
        return true;
    }

    /// <param name="Webhook">One that is behind.</param>
    /// <param name="From">Its position.</param>
    /// <param name="To">Where it gets when all of these are taken.</param>
    /// <param name="Events">Of the rows between, those to be sent.</param>
    private sealed record Found(WebhookId Webhook, long From, long To, IReadOnlyList<ProjectedEvent> Events);
}
