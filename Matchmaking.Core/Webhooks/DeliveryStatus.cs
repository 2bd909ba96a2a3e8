namespace Matchmaking.Core.Webhooks;

/// <summary>What has become of a delivery.</summary>
public enum DeliveryStatus
{
    /// <summary>Waits for its first or next attempt.</summary>
    Pending,

    /// <summary>The receiver answered with a success.</summary>
    Delivered,

    /// <summary>The last attempt failed too.</summary>
    Failed,

    /// <summary>Not sent: the key may no longer see what it is about.</summary>
    Withheld,
}
