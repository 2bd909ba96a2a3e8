using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Matchmaking.Benchmarks.Load;

/// <summary>Speaks to a server with several keys in turn, over a bounded number of connections.</summary>
internal sealed class LoadClient : IDisposable
{
    /// <summary>More than a server works on and lets wait at once: what is too much must be refused by it, not wait here.</summary>
    private const int ConnectionsMax = 2_000;

    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http;
    private volatile List<AuthenticationHeaderValue> _keys;
    private int _turn;

    /// <param name="address">Of the server.</param>
    /// <param name="adminKey">Sets up; the load itself uses keys of its own.</param>
    public LoadClient(Uri address, string adminKey)
    {
        _http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = ConnectionsMax, AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = address,
            Timeout = _timeout,
        };
        _keys = [new AuthenticationHeaderValue("Bearer", adminKey)];
    }

    /// <summary>Makes keys and uses them from now on: limits are per key.</summary>
    public async Task UseKeys(int count)
    {
        var keys = new List<AuthenticationHeaderValue>();
        for (var n = 0; n < count; n++)
        {
            var made = await Expect(HttpMethod.Post, "/v1/keys", new JsonObject { ["name"] = $"load {n}", ["role"] = "organizer" }).ConfigureAwait(false);
            keys.Add(new AuthenticationHeaderValue("Bearer", (string)made.Json!["key"]!));
            // A key may 100 requests a second, the one that makes the others too.
            await Task.Delay(10).ConfigureAwait(false);
        }

        _keys = keys;
    }

    /// <summary>The keys in turn.</summary>
    public AuthenticationHeaderValue NextKey()
    {
        var keys = _keys;
        return keys[(int)((uint)Interlocked.Increment(ref _turn) % (uint)keys.Count)];
    }

    /// <summary>A request of the setting up, which must succeed.</summary>
    /// <exception cref="LoadException">It did not.</exception>
    public async Task<LoadAnswer> Expect(HttpMethod method, string path, JsonNode? body = null)
    {
        var answer = await Send(method, path, body?.ToJsonString(), null, null, read: true).ConfigureAwait(false);
        return answer.IsSuccess ? answer : throw new LoadException($"{method} {path}: {answer.Status} {answer.Json?.ToJsonString()}");
    }

    /// <summary>Sends a file of rows.</summary>
    /// <returns>The operation that takes them.</returns>
    /// <exception cref="LoadException">It was refused.</exception>
    public async Task<JsonNode> Upload(string path, byte[] file, string mediaType)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(file) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        request.Headers.Authorization = _keys[0];
        using var response = await _http.SendAsync(request).ConfigureAwait(false);
        var answer = await response.Content.ReadAsStringAsync().ConfigureAwait(false);
        return response.IsSuccessStatusCode ? JsonNode.Parse(answer)! : throw new LoadException($"POST {path}: {(int)response.StatusCode} {answer}");
    }

    /// <exception cref="LoadException">There is no such thing.</exception>
    public async Task<byte[]> Download(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = _keys[0];
        using var response = await _http.SendAsync(request).ConfigureAwait(false);
        return response.IsSuccessStatusCode ? await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false) : throw new LoadException($"GET {path}: {(int)response.StatusCode}");
    }

    /// <param name="method">How.</param>
    /// <param name="path">Where to.</param>
    /// <param name="body">JSON, or null.</param>
    /// <param name="ifMatch">ETag, or null.</param>
    /// <param name="idempotencyKey">Or null.</param>
    /// <param name="read">Whether the body of the answer is needed; it is received in any case.</param>
    /// <param name="caller">The key to use; null: the next one.</param>
    public async Task<LoadAnswer> Send(HttpMethod method, string path, string? body, string? ifMatch, string? idempotencyKey, bool read, AuthenticationHeaderValue? caller = null)
    {
        try
        {
            using var request = new HttpRequestMessage(method, path);
            request.Headers.Authorization = caller ?? NextKey();
            if (ifMatch is not null)
                request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
            if (idempotencyKey is not null)
                request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
            if (body is not null)
                request.Content = new StringContent(body, Encoding.UTF8, method == HttpMethod.Patch ? "application/merge-patch+json" : "application/json");
            using var response = await _http.SendAsync(request).ConfigureAwait(false);
            var json = read ? JsonNode.Parse(await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false)) : null;
            return new LoadAnswer((int)response.StatusCode, response.Headers.ETag?.ToString(), response.Headers.Contains("Idempotency-Replayed"), json);
        }
        catch (Exception failed) when (failed is HttpRequestException or OperationCanceledException or JsonException)
        {
            return new LoadAnswer(LoadTally.NoAnswer, null, false, null);
        }
    }

    public void Dispose() => _http.Dispose();
}

/// <param name="Status">HTTP status, or <see cref="LoadTally.NoAnswer"/>.</param>
/// <param name="ETag">Of the thing answered.</param>
/// <param name="IsReplayed">The answer was kept from an earlier request with the same key.</param>
/// <param name="Json">The body, where it was asked for.</param>
internal sealed record LoadAnswer(int Status, string? ETag, bool IsReplayed, JsonNode? Json)
{
    public bool IsSuccess => Status is >= 200 and < 300;
}

/// <summary>The measurement cannot go on; the message says why.</summary>
internal sealed class LoadException(string message) : Exception(message);
