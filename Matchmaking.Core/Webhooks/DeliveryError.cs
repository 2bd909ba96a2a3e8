namespace Matchmaking.Core.Webhooks;

/// <summary>Why an attempt failed.</summary>
public enum DeliveryError
{
    /// <summary>The receiver answered with another status than 200 to 299.</summary>
    Status,

    /// <summary>The receiver answered with a redirect; none is followed.</summary>
    Redirect,

    /// <summary>No answer in time.</summary>
    TimedOut,

    /// <summary>The name has no address.</summary>
    NameNotResolved,

    /// <summary>The name has no address that may be called.</summary>
    TargetNotAllowed,

    /// <summary>No connection.</summary>
    ConnectionFailed,

    /// <summary>The certificate is not valid, or no common protocol.</summary>
    TlsFailed,

    /// <summary>The answer is no HTTP.</summary>
    InvalidAnswer,

    /// <summary>The secret was encrypted under another key than the program has now: rotate it.</summary>
    SecretUnreadable,
}
