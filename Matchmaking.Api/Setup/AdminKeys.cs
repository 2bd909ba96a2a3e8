using Matchmaking.Api.Auth;
using Matchmaking.Api.Contracts;
using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;
using Matchmaking.Core.Keys;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Keys;

namespace Matchmaking.Api.Setup;

/// <summary>Makes sure that somebody can get in: the key of the setting, else one generated with a new database.</summary>
internal static class AdminKeys
{
    public const string FromSettingName = "MATCHMAKING_ADMIN_KEY";
    private const string GeneratedName = "first admin key";

    /// <returns>A generated secret, to be shown this once; null when none was generated.</returns>
    public static async Task<string?> Ensure(IDatabase database, Settings settings, bool newDatabase, Surroundings now, CancellationToken cancel)
    {
        var origin = Origin.System("admin-key", now.Time);
        if (settings.AdminKey is { } fixedKey)
        {
            (await database.Write<bool>(origin, db => UseSetting(db, fixedKey, now), cancel)).Check();
            return null;
        }

        if (!newDatabase)
            return null;
        var secret = KeySecret.Create();
        var input = new KeyInput { Name = GeneratedName, Role = Role.Admin };
        (await database.Write<ApiKey>(origin, db => KeyIssuer.Issue(db, input, secret, now), cancel)).Check();
        return secret;
    }

    private static async Task<Result<bool>> UseSetting(Db db, string secret, Surroundings now)
    {
        var sha256 = KeySecret.Hash(secret);
        // A changed setting replaces the key that it held before.
        foreach (var replaced in await KeyStore.OthersOfSetting(db, FromSettingName, sha256))
        {
            if ((await KeyChanges.Revoke(db, replaced, now)).Error is { } refused)
                return refused;
        }

        // Not one that has this as the secret before its rotation: that ends with the overlap, and the setting is for good.
        var known = await KeyStore.FindByCurrentSecret(db, sha256);
        if (known is not null)
            return known.Role == Role.Admin && known.IsUsable(now.Time) ? true : throw new SettingsException($"{FromSettingName} holds a revoked or expired key, or one that is not admin's. Choose another value.");
        return (await KeyIssuer.Issue(db, new KeyInput { Name = FromSettingName, Role = Role.Admin }, secret, now, FromSettingName)).Map(_ => true);
    }

    private static void Check<T>(this Result<T> result)
    {
        if (result.Error is { } error)
            throw new InvalidOperationException($"The admin key could not be stored: {error.Code}");
    }
}
