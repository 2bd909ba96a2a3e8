namespace Matchmaking.Core.Webhooks;

/// <summary>Why the program stopped a webhook.</summary>
public enum DisabledReason
{
    /// <summary>For days no attempt succeeded.</summary>
    OnlyFailures,

    /// <summary>The key that it belongs to is revoked or expired.</summary>
    KeyNotUsable,
}
