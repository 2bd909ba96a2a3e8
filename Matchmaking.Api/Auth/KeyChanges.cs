using Matchmaking.Api.Contracts;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Common;
using Matchmaking.Core.Keys;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Keys;

namespace Matchmaking.Api.Auth;

/// <summary>What becomes of a key after it was issued: changed, rotated, revoked.</summary>
internal static class KeyChanges
{
    /// <summary>Changes name and expiry. An expired key can be given more time; a revoked one is at its end.</summary>
    public static async Task<Result<ApiKey>> Change(Db db, ApiKey key, KeyDetails details, Surroundings now)
    {
        var check = new Validator();
        // The expiry that the key has already need not lie ahead: an expired key can be renamed.
        KeyRules.Check(check, details.Name, details.ExpiresAt == key.ExpiresAt ? null : details.ExpiresAt, now.Time);
        if (!check.Result(details).TryGet(out var valid, out var invalid))
            return invalid;
        if (key.RevokedAt is not null)
            return NotUsable(key, now);
        return await KeyStore.Update(db, key, Next(key, now) with { Name = valid.Name, ExpiresAt = valid.ExpiresAt });
    }

    /// <summary>Gives the key another secret; the one before works until the overlap ends, or no longer.</summary>
    public static async Task<Result<ApiKey>> Rotate(Db db, ApiKey key, KeyRotation rotation, string secret, Surroundings now)
    {
        if (!new Validator().Result(rotation).TryGet(out var valid, out var invalid))
            return invalid;
        if (!key.IsUsable(now.Time))
            return NotUsable(key, now);
        // The next start would bring the secret of the setting back, beside the new one.
        if (key.Setting is { } setting)
            return DomainError.Conflict(Codes.KeyFromSetting, ("setting", setting));
        DateTimeOffset? until = valid.OverlapMinutes == 0 ? null : now.Time.AddMinutes(valid.OverlapMinutes);
        return await KeyStore.Rotate(db, key, Next(key, now) with { PreviousSecretUntil = until }, KeySecret.Hash(secret));
    }

    /// <summary>Ends a key, both its secrets, at once; a revoked key stays as it is.</summary>
    public static async Task<Result<ApiKey>> Revoke(Db db, ApiKey key, Surroundings now) =>
        key.RevokedAt is null ? await KeyStore.Update(db, key, Next(key, now) with { RevokedAt = now.Time }) : key;

    private static ApiKey Next(ApiKey key, Surroundings now) => key with { Version = key.Version + 1, UpdatedAt = now.Time };

    private static DomainError NotUsable(ApiKey key, Surroundings now) =>
        DomainError.Conflict(Codes.KeyNotUsable, ("status", key.StatusAt(now.Time).Kebab()));
}
