namespace Matchmaking.Core.Webhooks;

/// <summary>Whether a webhook sends.</summary>
public enum WebhookStatus
{
    Active,

    /// <summary>Its owner stopped it: events wait.</summary>
    Paused,

    /// <summary>The program stopped it, and says why; set it active to go on.</summary>
    Disabled,
}
