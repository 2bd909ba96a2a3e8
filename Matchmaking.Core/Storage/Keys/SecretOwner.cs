using Matchmaking.Core.Keys;

namespace Matchmaking.Core.Storage.Keys;

/// <summary>Whose secret some hash belongs to.</summary>
/// <param name="Key">The key, usable or not.</param>
/// <param name="IsCurrent">Whether it is the current secret; else it is the one before the last rotation.</param>
public sealed record SecretOwner(ApiKey Key, bool IsCurrent)
{
    /// <summary>The key, unless this is a former secret whose overlap has ended.</summary>
    public ApiKey? At(DateTimeOffset now) => IsCurrent || Key.PreviousSecretUntil > now ? Key : null;
}
