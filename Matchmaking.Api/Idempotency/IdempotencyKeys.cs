using System.Collections.Concurrent;

namespace Matchmaking.Api.Idempotency;

/// <summary>
/// The keys of requests that are running in this process. A lock in memory rather than a row: it ends with the process, so
/// that a crash never leaves a key that nobody can use again.
/// </summary>
internal sealed class IdempotencyKeys
{
    private readonly ConcurrentDictionary<(KeyId, string), bool> _running = new();

    /// <returns>Null when a request with this key is running; else what ends the claim.</returns>
    public IDisposable? TryEnter(KeyId caller, string key) => _running.TryAdd((caller, key), true) ? new Running(_running, (caller, key)) : null;

    private sealed class Running(ConcurrentDictionary<(KeyId, string), bool> running, (KeyId, string) key) : IDisposable
    {
        public void Dispose() => running.TryRemove(key, out _);
    }
}
