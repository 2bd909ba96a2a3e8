namespace Matchmaking.Api.Setup;

/// <summary>What webhooks may call, and how long they take for it.</summary>
/// <param name="PrivateTargets"><c>MATCHMAKING_WEBHOOK_PRIVATE_TARGETS</c>: http, and addresses of this machine and its networks, too.</param>
internal sealed record WebhookSettings(bool PrivateTargets)
{
    public const string PrivateTargetsName = "MATCHMAKING_WEBHOOK_PRIVATE_TARGETS";

    public static readonly WebhookSettings Standard = new(false);

    /// <summary>Time that a receiver has for one attempt, name and connection included.</summary>
    public TimeSpan AttemptTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Webhooks that are sent to at once; those that fail take half of the places at most.</summary>
    public int Places { get; init; } = 32;

    /// <exception cref="SettingsException">Neither true nor false.</exception>
    public static WebhookSettings From(string? privateTargets) => privateTargets?.ToLowerInvariant() switch
    {
        null or "false" or "0" => Standard,
        "true" or "1" => new WebhookSettings(true),
        _ => throw new SettingsException($"{PrivateTargetsName} must be true or false."),
    };
}
