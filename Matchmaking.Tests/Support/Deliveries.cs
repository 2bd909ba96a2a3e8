using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Webhooks;
using Matchmaking.Core.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Tests.Support;

/// <summary>Deliveries that have ended, without a receiver.</summary>
internal static class Deliveries
{
    /// <summary>Stores a delivery of a test event that was answered with success.</summary>
    public static async Task<string> AddDelivery(this TestServer server, string webhookId)
    {
        var at = server.Clock.GetUtcNow();
        var delivery = new WebhookDelivery
        {
            Id = server.Services.GetRequiredService<IIdSource>().Next<WebhookDelivery>(),
            WebhookId = WebhookId.Parse(webhookId),
            CreatedAt = at,
            EventId = server.Services.GetRequiredService<IIdSource>().Next(),
            EventType = "webhook.test",
            Status = DeliveryStatus.Delivered,
            FinishedAt = at,
            Attempts = [new DeliveryAttempt(at, 12, 200, null)],
        };
        await server.Services.GetRequiredService<IDatabase>().Write<bool>(
            Origin.System("test", at),
            async db =>
            {
                await DeliveryStore.Insert(db, delivery);
                return true;
            },
            CancellationToken.None);
        return delivery.Id.ToString();
    }
}
