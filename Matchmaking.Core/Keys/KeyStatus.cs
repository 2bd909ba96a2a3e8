namespace Matchmaking.Core.Keys;

/// <summary>What has become of a key; follows from its times and the clock.</summary>
public enum KeyStatus
{
    Active,
    Expired,
    Revoked,
}
