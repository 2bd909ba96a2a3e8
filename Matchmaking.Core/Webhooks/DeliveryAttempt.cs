namespace Matchmaking.Core.Webhooks;

/// <summary>One attempt of a delivery.</summary>
/// <param name="At">When it began.</param>
/// <param name="DurationMs">Milliseconds until the answer, or until it was given up.</param>
/// <param name="Status">HTTP status of the answer; null: there was none.</param>
/// <param name="Error">Why it failed; null: it succeeded.</param>
public sealed record DeliveryAttempt(DateTimeOffset At, int DurationMs, int? Status, DeliveryError? Error);
