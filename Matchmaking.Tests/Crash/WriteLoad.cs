using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Matchmaking.Tests.Crash;

/// <summary>Writers that create startups and requests of them until the server dies, and remember what it acknowledged.</summary>
internal sealed class WriteLoad
{
    private readonly TaskCompletionSource _firstAcknowledged = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ids that were answered with 201, and the content sent.</summary>
    public ConcurrentDictionary<string, string> Startups { get; } = new();

    /// <summary>Ids of requests, and the content sent with the startup's id.</summary>
    public ConcurrentDictionary<string, string> Requests { get; } = new();

    /// <summary>Completes with the first acknowledged write.</summary>
    public Task FirstAcknowledged => _firstAcknowledged.Task;

    /// <summary>Writes one after another until the connection breaks.</summary>
    public async Task Run(HttpClient client, string writer)
    {
        try
        {
            for (var n = 0; ; n++)
            {
                var name = $"{writer}-{n}";
                var startup = await Create(client, "/v1/startups", new { name, summary = SummaryOf(name), sectors = Array.Empty<string>(), externalId = name });
                Startups[startup] = name;
                _firstAcknowledged.TrySetResult();
                var request = await Create(client, "/v1/financing-requests", new { startupId = startup, title = name, amountCny = n + 1 });
                Requests[request] = $"{name} {startup} {n + 1}";
            }
        }
        catch (HttpRequestException)
        {
            // The server was killed in the middle of this request: whether it was kept is open, and nobody was told that it was.
        }
    }

    /// <summary>A text that can be told whole from torn.</summary>
    public static string SummaryOf(string name) => string.Join(' ', Enumerable.Repeat(name, 40));

    private static async Task<string> Create(HttpClient client, string path, object body)
    {
        using var response = await client.PostAsJsonAsync(path, body);
        var text = await response.Content.ReadAsStringAsync();
        if (response.StatusCode != HttpStatusCode.Created)
            throw new InvalidOperationException($"{path}: {(int)response.StatusCode} {text}");
        return (string)JsonNode.Parse(text)!["id"]!;
    }
}
