using Matchmaking.Api.Auth;
using Matchmaking.Api.Events;
using Matchmaking.Api.Http;
using Matchmaking.Api.Setup;
using Matchmaking.Api.Webhooks;
using Matchmaking.Core.Common;
using Matchmaking.Core.Keys;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Webhooks;
using Matchmaking.Core.Webhooks;

namespace Matchmaking.Api.Resources;

/// <summary>Webhooks: whoever may write at all has its own; admin and auditor read all of them, and admin writes them. Created where their secret is shown: in <c>WebhookEndpoints</c>.</summary>
internal sealed class WebhookResource(WebhookSettings settings) : Resource<Webhook, WebhookDetails>
{
    public override string Name => "webhook";

    public override string Path => "/webhooks";

    public override Verbs Verbs => Verbs.Change | Verbs.Delete;

    public override IReadOnlyList<Role> Readers => AccessExtensions.Everybody;

    public override IReadOnlyList<Role> Creators => [Role.Admin, Role.Organizer, Role.Fund, Role.Startup];

    public override IReadOnlyList<Role> Writers => Creators;

    public override Type ViewType => typeof(Contracts.WebhookView);

    public override IEntityStore<Webhook> Store => WebhookStore.Entities;

    public override bool CanSee(Caller caller, Webhook entity) => EventVisibility.SeesWebhook(caller, entity.KeyId);

    public override IReadOnlyList<ListFilter> Scope(Caller caller) =>
        caller.Role is Role.Admin or Role.Auditor ? [] : [new ListFilter("key_id", caller.KeyId.ToString())];

    public override IReadOnlyList<ListFilter> Filters(QueryReader query, Caller caller) => query.EnumFilter<WebhookStatus>("status", "status");

    public override async Task<Result<Webhook>> Build(BuildContext context, WebhookDetails details, Webhook? existing)
    {
        if (!WebhookRules.Validate(details, settings.PrivateTargets, existing).TryGet(out var valid, out var invalid))
            return invalid;
        if (existing is null && await WebhookStore.CountOf(context.Db, context.Caller.KeyId) >= WebhookRules.MostOfAKey)
            return DomainError.Conflict(Codes.LimitReached, ("max", WebhookRules.MostOfAKey), ("what", Name));
        // What waited while it was stopped goes out, and what failed before that is forgiven.
        if (existing is not null && existing.Status != WebhookStatus.Active && valid.Status == WebhookStatus.Active)
            await DeliveryQueue.Wake(context.Db, existing.Id, forgetFailures: true);
        return new Webhook(valid)
        {
            Id = new(context.Stamp.Id),
            KeyId = existing?.KeyId ?? context.Caller.KeyId,
            DisabledReason = valid.Status == WebhookStatus.Disabled ? existing?.DisabledReason : null,
            Version = context.Stamp.Version,
            CreatedAt = context.Stamp.CreatedAt,
            UpdatedAt = context.Stamp.UpdatedAt,
        };
    }

    public override object View(Caller caller, Webhook entity) => Contracts.WebhookView.Of(entity, null);
}
