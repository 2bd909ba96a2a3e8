using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using Matchmaking.Tests.Support;

namespace Matchmaking.Tests.Api.Operations;

internal sealed record ServerEvent(string Type, string Id, JsonNode Data);

/// <summary>Reads server-sent events as they come.</summary>
internal sealed class EventReader : IDisposable
{
    private readonly HttpClient _http;
    private readonly HttpResponseMessage _response;
    private readonly IAsyncEnumerator<SseItem<string>> _items;

    private EventReader(HttpClient http, HttpResponseMessage response, Stream stream)
    {
        (_http, _response) = (http, response);
        _items = SseParser.Create(stream).EnumerateAsync().GetAsyncEnumerator();
    }

    public string? MediaType => _response.Content.Headers.ContentType?.MediaType;

    public static async Task<EventReader> Open(TestServer server, string operation, string? lastEventId)
    {
        var http = new HttpClient { BaseAddress = server.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.Admin.Key);
        if (lastEventId is not null)
            http.DefaultRequestHeaders.Add("Last-Event-ID", lastEventId);
        var response = (await http.GetAsync($"/v1/operations/{operation}/events", HttpCompletionOption.ResponseHeadersRead)).EnsureSuccessStatusCode();
        return new EventReader(http, response, await response.Content.ReadAsStreamAsync());
    }

    /// <returns>The next event; null when the server has closed the stream.</returns>
    public async Task<ServerEvent?> Next()
    {
        while (await _items.MoveNextAsync())
        {
            // Heartbeats come when the machine is slow, and say nothing new.
            if (_items.Current.EventType != "heartbeat")
                return new ServerEvent(_items.Current.EventType, _items.Current.EventId!, JsonNode.Parse(_items.Current.Data)!);
        }

        return null;
    }

    public async Task<IReadOnlyList<ServerEvent>> ToEnd()
    {
        var all = new List<ServerEvent>();
        while (await Next() is { } item)
            all.Add(item);
        return all;
    }

    public void Dispose()
    {
        _response.Dispose();
        _http.Dispose();
    }
}
