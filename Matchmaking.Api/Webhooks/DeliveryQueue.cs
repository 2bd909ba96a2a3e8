using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Webhooks;

namespace Matchmaking.Api.Webhooks;

/// <summary>Puts deliveries into the line of a webhook and says when its lane has to be looked at.</summary>
internal static class DeliveryQueue
{
    /// <summary>Deliveries of one webhook that may wait; beyond, its position waits, and the events stay in the log.</summary>
    public const int PendingMost = 1_000;

    /// <summary>Sets when the lane is due, after its deliveries changed. While somebody sends, that one does it.</summary>
    /// <param name="db">A write.</param>
    /// <param name="webhook">Whose lane.</param>
    /// <param name="forgetFailures">It begins anew: what failed before no longer counts.</param>
    public static async Task Wake(Db db, WebhookId webhook, bool forgetFailures = false)
    {
        if (await WebhookProgressStore.Find(db, webhook) is not { } progress)
            return;
        if (progress.Claim is null)
            progress = progress with { DueAt = (await DeliveryStore.Next(db, webhook))?.DueAt };
        await WebhookProgressStore.Schedule(db, forgetFailures ? progress with { FailingSince = null } : progress);
    }
}
