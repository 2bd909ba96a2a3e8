using Matchmaking.Api.Http;
using Matchmaking.Core.Common;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Idempotency;

namespace Matchmaking.Api.Idempotency;

/// <summary>An idempotency key of the request under way: whoever writes keeps its answer with the effect.</summary>
/// <param name="keyId">The API key; keys of different callers do not meet.</param>
/// <param name="key">The idempotency key.</param>
/// <param name="fingerprint">What was asked.</param>
/// <param name="now">When.</param>
internal sealed class IdempotencyClaim(KeyId keyId, string key, string fingerprint, DateTimeOffset now)
{
    /// <summary>True once an answer was handed to a write.</summary>
    public bool IsKept { get; private set; }

    /// <returns>Null, or the refusal of the whole write when another instance was faster.</returns>
    public async Task<DomainError?> Keep(Db db, Reply reply)
    {
        var kept = await IdempotencyStore.TryInsert(db, keyId, key, new KeptAnswer(fingerprint, reply.Status, reply.Headers, reply.Body), now);
        IsKept = kept;
        return kept ? null : DomainError.Conflict(Codes.IdempotencyKeyInUse);
    }
}
