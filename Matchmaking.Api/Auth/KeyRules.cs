using Matchmaking.Core.Common;

namespace Matchmaking.Api.Auth;

/// <summary>What holds for every key, new or changed.</summary>
internal static class KeyRules
{
    /// <summary>An expiry must lie ahead: to end a key at once is to revoke it, and that is recorded as what it is.</summary>
    public static void CheckExpiry(Validator check, DateTimeOffset? expiresAt, DateTimeOffset now) =>
        check.Require(expiresAt is not { } expiry || expiry > now, "/expiresAt", Codes.WrongOrder, ("relation", "before"), ("other", "now"));
}
