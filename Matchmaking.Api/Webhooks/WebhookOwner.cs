using Matchmaking.Api.Auth;
using Matchmaking.Core.Keys;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Keys;
using Matchmaking.Core.Webhooks;

namespace Matchmaking.Api.Webhooks;

/// <summary>Whose rights a webhook has: those of its key, as they are now.</summary>
internal static class WebhookOwner
{
    /// <returns>Null when the key has ended.</returns>
    public static async Task<Caller?> Find(Db db, Webhook webhook, DateTimeOffset now) =>
        await KeyStore.Find(db, webhook.KeyId) is { } key && key.IsUsable(now) ? Of(key) : null;

    private static Caller Of(ApiKey key) => new(key.Id, key.Role, key.SubjectIds);
}
