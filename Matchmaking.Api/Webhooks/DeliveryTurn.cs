using Matchmaking.Core.Webhooks;

namespace Matchmaking.Api.Webhooks;

/// <summary>One attempt to be made: everything that was decided on in the write that claimed it.</summary>
/// <param name="Claim">Nobody else sends to the webhook while it holds this.</param>
/// <param name="Webhook">As it was then.</param>
/// <param name="Delivery">To be tried.</param>
/// <param name="Body">What to send.</param>
/// <param name="Secrets">To sign with, the current one first; none: it could not be read.</param>
internal sealed record DeliveryTurn(Guid Claim, Webhook Webhook, WebhookDelivery Delivery, byte[] Body, IReadOnlyList<string> Secrets);
