using Matchmaking.Api.Auth;
using Matchmaking.Api.Http;
using Matchmaking.Api.Setup;
using Matchmaking.Api.Webhooks;
using Matchmaking.Core.Common;
using Matchmaking.Core.Events;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Webhooks;
using Matchmaking.Core.Webhooks;

namespace Matchmaking.Api.Endpoints;

/// <summary>What was sent to a webhook and what came of it; sending again, and a test.</summary>
internal static class DeliveryEndpoints
{
    public static void MapDeliveryEndpoints(this RouteGroupBuilder v1)
    {
        var webhook = v1.MapGroup("/webhooks/{webhookId}").WithTags(WebhookEndpoints.Tag);
        webhook.MapGet("/deliveries", List).WithName("listDeliveries").WithSummary("List what was sent to a webhook, or waits to be, with every attempt")
            .Produces<PageView<WebhookDelivery>>().AllowRoles(AccessExtensions.Everybody);
        webhook.MapGet("/deliveries/{deliveryId}", Get).WithName("getDelivery").WithSummary("Read one delivery with its attempts")
            .Produces<WebhookDelivery>().AllowRoles(AccessExtensions.Everybody);
        webhook.MapPost("/deliveries/{deliveryId}/replay", Replay).WithName("replayDelivery").WithSummary("Send the event of a delivery once more, as a new delivery; one that waits is tried at once")
            .Produces<WebhookDelivery>().Produces<WebhookDelivery>(201).AllowRoles(WebhookEndpoints.Owners);
        webhook.MapPost("/test", Test).WithName("testWebhook").WithSummary("Send an event of the type webhook.test, which tells of nothing")
            .Produces<WebhookDelivery>(201).AllowRoles(WebhookEndpoints.Owners);
    }

    private static async Task<IResult> List(string webhookId, HttpContext http, Caller caller, IDatabase database)
    {
        var query = new QueryReader(http);
        var status = query.Enum<DeliveryStatus>("status");
        var newestFirst = query.Words("order", "newest").Count > 0;
        var paging = Paging.Read(http, query, [new("status", $"{status}"), new("newest", $"{newestFirst}")]);
        if (query.Finish() is { } refused)
            return Answers.Problem(refused);
        var result = await database.Read<Result<Page<WebhookDelivery>>>(
            async db => (await WebhookEndpoints.Find(db, webhookId, caller)).TryGet(out var webhook, out var missing)
                ? await DeliveryStore.List(db, webhook.Id, status, newestFirst, paging.After, paging.Limit)
                : missing,
            http.RequestAborted);
        return Answers.Ok(result.Map(page => paging.View(page, d => d)));
    }

    private static async Task<IResult> Get(string webhookId, string deliveryId, HttpContext http, Caller caller, IDatabase database) => Answers.Hashed(
        http, await database.Read(db => Find(db, webhookId, deliveryId, caller), http.RequestAborted));

    private static Task<IResult> Replay(string webhookId, string deliveryId, Caller caller, Effects effects, Surroundings now) => effects.Write<WebhookDelivery>(
        async db =>
        {
            if (!(await Find(db, webhookId, deliveryId, caller)).TryGet(out var before, out var missing))
                return missing;
            return await Send(
                db,
                before.Status == DeliveryStatus.Pending
                    ? before with { Aside = true, DueAt = now.Time }
                    : New(before.WebhookId, before.EventId, before.EventType, now) with { EventSequence = before.EventSequence, ReplayOf = before.Id });
        },
        delivery => string.Equals(delivery.Id.ToString(), deliveryId, StringComparison.OrdinalIgnoreCase) ? Reply.Changed(Answers.HashOf(delivery), delivery) : Made(delivery));

    private static Task<IResult> Test(string webhookId, Caller caller, Effects effects, Surroundings now) => effects.Write<WebhookDelivery>(
        async db => (await WebhookEndpoints.Find(db, webhookId, caller)).TryGet(out var webhook, out var missing)
            ? await Send(db, New(webhook.Id, now.Ids.Next(), EventTypes.WebhookTest, now))
            : missing,
        Made);

    /// <summary>Somebody waits for it: it goes past those in line.</summary>
    private static WebhookDelivery New(WebhookId webhook, Guid eventId, string eventType, Surroundings now) => new()
    {
        Id = new(now.Ids.Next()),
        WebhookId = webhook,
        CreatedAt = now.Time,
        EventId = eventId,
        EventType = eventType,
        Aside = true,
        DueAt = now.Time,
    };

    private static async Task<Result<WebhookDelivery>> Send(Db db, WebhookDelivery delivery)
    {
        var webhook = (await WebhookStore.Entities.Find(db, delivery.WebhookId.Value))!;
        if (webhook.Status != WebhookStatus.Active)
            return DomainError.Conflict(Codes.WebhookNotActive, ("status", webhook.Status.Kebab()));
        await DeliveryStore.Ask(db, delivery, isNew: await DeliveryStore.Find(db, delivery.Id) is null);
        await DeliveryQueue.Wake(db, webhook.Id);
        return delivery;
    }

    private static Reply Made(WebhookDelivery delivery) =>
        Reply.Created($"/v1/webhooks/{delivery.WebhookId}/deliveries/{delivery.Id}", Answers.HashOf(delivery), delivery);

    private static async Task<Result<WebhookDelivery>> Find(Db db, string webhookId, string deliveryId, Caller caller)
    {
        if (!(await WebhookEndpoints.Find(db, webhookId, caller)).TryGet(out var webhook, out var missing))
            return missing;
        return Id<WebhookDelivery>.TryParse(deliveryId, out var id) && await DeliveryStore.Find(db, id) is { } delivery && delivery.WebhookId == webhook.Id
            ? delivery
            : DomainError.NotFound("delivery");
    }
}
