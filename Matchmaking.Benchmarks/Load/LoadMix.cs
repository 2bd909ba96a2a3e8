using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Matchmaking.Benchmarks.Load;

/// <summary>One request, ready to be sent.</summary>
/// <param name="Kind">What it is counted as.</param>
/// <param name="Send">Sends it; answers with the status and throws nothing.</param>
internal sealed record LoadRequest(string Kind, Func<Task<int>> Send);

/// <summary>
/// What organizers do, in fixed shares and a seeded order: five reads to three writes. As much is deleted as is created, so
/// that the last minute meets as much data as the first.
/// </summary>
internal sealed class LoadMix
{
    /// <summary>Created things that are kept, to be changed; what is more is deleted.</summary>
    private const int PoolTarget = 200;

    private readonly LoadClient _client;
    private readonly LoadData _data;
    private readonly Random _random;
    private readonly string _run = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
    private readonly (int UpTo, Func<LoadRequest> Make)[] _kinds;
    private readonly ConcurrentQueue<Thing> _pool = new();
    private Posted? _lastPosted;
    private long _number;

    /// <param name="client">Of the server.</param>
    /// <param name="data">What is there to be read.</param>
    /// <param name="seed">Of the order.</param>
    public LoadMix(LoadClient client, LoadData data, int seed)
    {
        (_client, _data, _random) = (client, data, new Random(seed));
        // In thousandths.
        (int Share, Func<LoadRequest> Make)[] shares =
        [
            (220, () => Read("get", _data.Things)),
            (180, () => Read("list", _data.Lists)),
            (100, () => Read("search", _data.Searches)),
            (120, () => Read("ranking", _data.Rankings)),
            (80, () => Create("/v1/startups", n => new JsonObject { ["name"] = $"Load {n}", ["district"] = "hongshan", ["summary"] = "低空经济 eVTOL" })),
            (50, () => Create("/v1/financing-requests", n => new JsonObject { ["title"] = $"Load {n}", ["startupId"] = _data.StartupId, ["amountCny"] = 30_000_000, ["stage"] = "a" })),
            (20, Replay),
            (98, Patch),
            (130, Delete),
            (2, Plan),
        ];
        var sum = 0;
        _kinds = [.. shares.Select(s => (sum += s.Share, s.Make))];
    }

    /// <summary>The next request. To be called by one thread; what it gives is sent by any.</summary>
    public LoadRequest Next()
    {
        var draw = _random.Next(_kinds[^1].UpTo);
        return _kinds.First(k => draw < k.UpTo).Make();
    }

    private LoadRequest Read(string kind, IReadOnlyList<string> paths)
    {
        var path = paths[_random.Next(paths.Count)];
        return new LoadRequest(kind, async () => (await _client.Send(HttpMethod.Get, path, null, null, null, read: false).ConfigureAwait(false)).Status);
    }

    private LoadRequest Create(string path, Func<long, JsonObject> body)
    {
        // Deletions stood back while things were under way; without this the data would stay larger after an overload.
        if (_pool.Count > 2 * PoolTarget)
            return Delete();
        var number = ++_number;
        return Post("create", new Posted(path, body(number).ToJsonString(), string.Create(CultureInfo.InvariantCulture, $"{_run}-{number}"), _client.NextKey()));
    }

    private LoadRequest Post(string kind, Posted posted) => new(kind, async () =>
    {
        var answer = await _client.Send(HttpMethod.Post, posted.Path, posted.Body, null, posted.Key, read: true, posted.Caller).ConfigureAwait(false);
        if (answer is { IsSuccess: true, ETag: { } etag, IsReplayed: false })
        {
            _pool.Enqueue(new Thing($"{posted.Path}/{(string)answer.Json!["id"]!}", etag));
            Volatile.Write(ref _lastPosted, posted);
        }

        return answer.Status;
    });

    /// <summary>A POST once more by the same caller with the same key, as after a broken connection.</summary>
    private LoadRequest Replay() => Interlocked.Exchange(ref _lastPosted, null) is { } posted ? Post("replay", posted) : Read("get", _data.Things);

    private LoadRequest Patch()
    {
        if (!_pool.TryDequeue(out var thing))
            return Read("get", _data.Things);
        var number = ++_number;
        var field = thing.Path.StartsWith("/v1/startups", StringComparison.Ordinal) ? "name" : "title";
        return new LoadRequest("patch", async () =>
        {
            var body = new JsonObject { [field] = $"Load {number} changed" }.ToJsonString();
            var answer = await _client.Send(HttpMethod.Patch, thing.Path, body, thing.ETag, null, read: false).ConfigureAwait(false);
            // Refused, it is as it was. Without an answer nobody knows, and it is left alone.
            if (answer.Status != LoadTally.NoAnswer)
                _pool.Enqueue(answer.ETag is { } etag && answer.IsSuccess ? thing with { ETag = etag } : thing);
            return answer.Status;
        });
    }

    private LoadRequest Delete()
    {
        if (_pool.Count < PoolTarget || !_pool.TryDequeue(out var thing))
            return Patch();
        return new LoadRequest("delete", async () =>
        {
            var answer = await _client.Send(HttpMethod.Delete, thing.Path, null, thing.ETag, null, read: false).ConfigureAwait(false);
            if (!answer.IsSuccess && answer.Status != LoadTally.NoAnswer)
                _pool.Enqueue(thing);
            return answer.Status;
        });
    }

    private LoadRequest Plan()
    {
        var body = new JsonObject { ["seed"] = ++_number }.ToJsonString();
        return new LoadRequest("plan", async () =>
            (await _client.Send(HttpMethod.Post, _data.Plans, body, null, $"{_run}-plan-{body}", read: false).ConfigureAwait(false)).Status);
    }

    /// <param name="Path">Its own.</param>
    /// <param name="ETag">Its current one: whoever holds the thing is the only one who changes it.</param>
    private sealed record Thing(string Path, string ETag);

    /// <param name="Path">Where to.</param>
    /// <param name="Body">JSON.</param>
    /// <param name="Key">Of idempotency; it counts beside the caller's.</param>
    /// <param name="Caller">Whose request it is.</param>
    private sealed record Posted(string Path, string Body, string Key, AuthenticationHeaderValue Caller);
}
