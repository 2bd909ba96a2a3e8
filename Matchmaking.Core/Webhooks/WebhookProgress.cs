namespace Matchmaking.Core.Webhooks;

/// <summary>What moves with the events of a webhook, and its secrets.</summary>
/// <param name="WebhookId">Whose.</param>
/// <param name="Position">Number of the audit row up to which events have become deliveries.</param>
/// <param name="Secret">Encrypted.</param>
/// <param name="PreviousSecret">The one before the last rotation, encrypted; null: there is none.</param>
/// <param name="PreviousUntil">Up to when it signs too.</param>
/// <param name="FailingSince">Since when no attempt succeeded; null: the last one did, or there was none.</param>
/// <param name="Claim">Who sends, so that nobody else does; null: nobody.</param>
/// <param name="DueAt">When to look at its deliveries next, which while there is a claim is its end; null: nothing waits.</param>
public sealed record WebhookProgress(
    WebhookId WebhookId, long Position, byte[] Secret, byte[]? PreviousSecret, DateTimeOffset? PreviousUntil, DateTimeOffset? FailingSince, Guid? Claim, DateTimeOffset? DueAt);
