using Matchmaking.Core.Webhooks;

namespace Matchmaking.Api.Contracts;

/// <summary>A webhook; the secret is there only in the answer that made it.</summary>
/// <param name="Id">Made by the server; never changes.</param>
/// <param name="Secret">With which deliveries are signed; null in every later answer.</param>
/// <param name="Name">For people to read.</param>
/// <param name="Url">The address that is called.</param>
/// <param name="Events">Types or kinds of events; empty: all that the key may see.</param>
/// <param name="Status">Whether it sends.</param>
/// <param name="DisabledReason">Why the program disabled it; null: it did not.</param>
/// <param name="KeyId">The key that it belongs to.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="UpdatedAt">When it last changed.</param>
internal sealed record WebhookView(
    WebhookId Id, string? Secret, string Name, string Url, IReadOnlyList<string> Events, WebhookStatus Status, DisabledReason? DisabledReason, KeyId KeyId,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public static WebhookView Of(Webhook webhook, string? secret) => new(
        webhook.Id, secret, webhook.Name, webhook.Url, webhook.Events, webhook.Status, webhook.DisabledReason, webhook.KeyId, webhook.CreatedAt, webhook.UpdatedAt);
}
