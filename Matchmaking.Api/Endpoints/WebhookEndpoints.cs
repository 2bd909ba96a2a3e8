using Matchmaking.Api.Auth;
using Matchmaking.Api.Contracts;
using Matchmaking.Api.Events;
using Matchmaking.Api.Http;
using Matchmaking.Api.Resources;
using Matchmaking.Api.Setup;
using Matchmaking.Api.Webhooks;
using Matchmaking.Core.Common;
using Matchmaking.Core.Keys;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Audit;
using Matchmaking.Core.Storage.Webhooks;
using Matchmaking.Core.Webhooks;

namespace Matchmaking.Api.Endpoints;

/// <summary>Webhooks: where events are sent, with secrets that are shown once.</summary>
internal static class WebhookEndpoints
{
    public const string Tag = "Webhooks";

    public static readonly Role[] Owners = [Role.Admin, Role.Organizer, Role.Fund, Role.Startup];

    public static void MapWebhookEndpoints(this RouteGroupBuilder v1)
    {
        var resource = new WebhookResource(((IEndpointRouteBuilder)v1).ServiceProvider.GetRequiredService<WebhookSettings>());
        v1.MapResource(resource, Tag, "webhook", "webhooks");
        v1.MapPost(
                "/webhooks",
                (Caller caller, JsonBody<WebhookDetails> body, Effects effects, Surroundings now, SecretBox box) => Create(resource, caller, body, effects, now, box))
            .WithTags(Tag).WithName("createWebhook").WithSummary("Create a webhook; the secret is shown this once").Produces<WebhookView>(201).AllowRoles(Owners);
        v1.MapPost("/webhooks/{webhookId}/rotate-secret", Rotate).WithTags(Tag).WithName("rotateWebhookSecret")
            .WithSummary("Give a webhook another secret, shown this once; for 24 hours deliveries are signed with both").Produces<WebhookView>().AllowRoles(Owners);
    }

    private static Task<IResult> Create(WebhookResource resource, Caller caller, JsonBody<WebhookDetails> body, Effects effects, Surroundings now, SecretBox box)
    {
        var parsed = body.Read();
        var secret = WebhookSecret.Create();
        Reply Answer(Webhook made, string? shown) => Reply.Created($"/v1/webhooks/{made.Id}", ETags.Of(made.Version), WebhookView.Of(made, shown)).Unstored();
        return effects.Write<Webhook>(
            async db =>
            {
                if (!parsed.TryGet(out var details, out var malformed))
                    return malformed;
                var context = new BuildContext(db, caller, Stamp.New(now.Ids.Next(), now.Time), now.Today, new HashSet<string>(), null);
                if (!(await resource.Build(context, details, null)).TryGet(out var webhook, out var refused))
                    return refused;
                if (!box.Close(secret, webhook.Key).TryGet(out var closed, out var keyless))
                    return keyless;
                if ((await WebhookStore.Entities.Insert(db, webhook)).Error is { } rejected)
                    return rejected;
                // What comes from now on.
                await WebhookProgressStore.Insert(db, webhook.Id, (await AuditLog.Head(db)).Sequence, closed);
                return webhook;
            },
            made => Answer(made, secret),
            // A secret is never stored in the clear, so that a repetition cannot show it.
            kept: made => Answer(made, null));
    }

    private static Task<IResult> Rotate(string webhookId, Caller caller, Effects effects, Surroundings now, SecretBox box)
    {
        var secret = WebhookSecret.Create();
        Reply Answer(Webhook rotated, string? shown) => Reply.Changed(ETags.Of(rotated.Version), WebhookView.Of(rotated, shown)).Unstored();
        return effects.Write<Webhook>(
            async db =>
            {
                if (!(await Find(db, webhookId, caller)).TryGet(out var webhook, out var missing))
                    return missing;
                if (!box.Close(secret, webhook.Key).TryGet(out var closed, out var keyless))
                    return keyless;
                await WebhookProgressStore.Rotate(db, webhook.Id, closed, now.Time + WebhookSecret.Overlap);
                return await WebhookStore.Rotated(db, webhook, now.Time);
            },
            rotated => Answer(rotated, secret),
            kept: rotated => Answer(rotated, null));
    }

    /// <summary>A webhook that the caller may see.</summary>
    public static async Task<Result<Webhook>> Find(Db db, string webhookId, Caller caller) =>
        Id<Webhook>.TryParse(webhookId, out var id) && await WebhookStore.Entities.Find(db, id.Value) is { } webhook && EventVisibility.SeesWebhook(caller, webhook.KeyId)
            ? webhook
            : DomainError.NotFound("webhook");
}
