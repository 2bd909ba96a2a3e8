using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using NUnit.Framework;

namespace Matchmaking.Tests.Crash;

/// <summary>
/// Writers that create startups and requests of them until the server dies. They remember what it acknowledged, and what was
/// under way then: a client that uses an <c>Idempotency-Key</c> sends that again.
/// </summary>
internal sealed class WriteLoad
{
    private const string IdempotencyKey = "Idempotency-Key";
    private const string Replayed = "Idempotency-Replayed";

    private readonly TaskCompletionSource _firstAcknowledged = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentBag<PostedThing> _inFlight = [];

    /// <summary>Ids that were answered with 201, by the name or title sent; no two writers use the same.</summary>
    public ConcurrentDictionary<string, string> Acknowledged { get; } = new(StringComparer.Ordinal);

    /// <summary>What was sent and not answered.</summary>
    public IReadOnlyCollection<PostedThing> InFlight => _inFlight;

    /// <summary>Completes with the first acknowledged write.</summary>
    public Task FirstAcknowledged => _firstAcknowledged.Task;

    /// <summary>Writes one after another until the connection breaks.</summary>
    public async Task Run(HttpClient client, string writer)
    {
        var posted = new PostedThing("", "", []);
        try
        {
            for (var n = 0; ; n++)
            {
                var name = $"{writer}-{n}";
                posted = new PostedThing("/v1/startups", name, new JsonObject { ["name"] = name, ["summary"] = SummaryOf(name) });
                var (startup, _) = await Post(client, posted);
                _firstAcknowledged.TrySetResult();
                posted = new PostedThing("/v1/financing-requests", RequestOf(name), new JsonObject { ["startupId"] = startup, ["title"] = RequestOf(name), ["amountCny"] = 1 });
                await Post(client, posted);
            }
        }
        catch (HttpRequestException)
        {
            // The server was killed in the middle of this: whether it was kept is open, and nobody was told that it was.
            _inFlight.Add(posted);
        }
    }

    /// <summary>Sends again, with the same keys, what was under way when the server died.</summary>
    /// <param name="client">Of the server that runs now.</param>
    /// <param name="died">The load that was interrupted.</param>
    /// <param name="kept">Ids of what the crash left, by name.</param>
    public static async Task Retry(HttpClient client, WriteLoad died, IReadOnlyDictionary<string, string> kept)
    {
        foreach (var posted in died.InFlight)
        {
            var (id, replayed) = await died.Post(client, posted);

            Assert.That(replayed, Is.EqualTo(kept.ContainsKey(posted.Name)), $"{posted.Name}: what was kept is answered again, what was not is done now");
            if (replayed)
                Assert.That(id, Is.EqualTo(kept[posted.Name]));
        }
    }

    /// <summary>A text that can be told whole from torn.</summary>
    public static string SummaryOf(string name) => string.Join(' ', Enumerable.Repeat(name, 40));

    /// <summary>The title of the request of a startup.</summary>
    public static string RequestOf(string startup) => startup + "-request";

    private async Task<(string Id, bool Replayed)> Post(HttpClient client, PostedThing posted)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, posted.Path);
        request.Headers.Add(IdempotencyKey, posted.Name);
        request.Content = new StringContent(posted.Body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        if (response.StatusCode != HttpStatusCode.Created)
            throw new InvalidOperationException($"{posted.Path}: {(int)response.StatusCode} {text}");
        var id = (string)JsonNode.Parse(text)!["id"]!;
        Acknowledged[posted.Name] = id;
        return (id, response.Headers.Contains(Replayed));
    }
}

/// <param name="Path">Where it was posted.</param>
/// <param name="Name">Its name or title, and its idempotency key.</param>
/// <param name="Body">What was posted.</param>
internal sealed record PostedThing(string Path, string Name, JsonObject Body);
