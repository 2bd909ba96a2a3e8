using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Matchmaking.Tests.Support;

/// <summary>Somebody who talks to the server with one key. Paths are below <c>/v1</c> unless they begin with two slashes.</summary>
internal sealed class ApiClient(HttpClient http, string? key)
{
    public const string Json = "application/json";
    public const string MergePatch = "application/merge-patch+json";

    private const int LargeBody = 64 * 1024;

    public string? Key => key;

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, null, headers);

    /// <param name="path">Where to.</param>
    /// <param name="body">A <see cref="JsonNode"/>, a <see cref="CsvText"/>, a raw text, raw bytes, or null for none.</param>
    /// <param name="headers">Further headers.</param>
    public Task<Answer> PostAsync(string path, object? body = null, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, body, Json, headers);

    public Task<Answer> PutAsync(string path, object body, string? ifMatch) => SendAsync(HttpMethod.Put, path, body, Json, Match(ifMatch));

    public Task<Answer> PatchAsync(string path, object body, string? ifMatch) => SendAsync(HttpMethod.Patch, path, body, MergePatch, Match(ifMatch));

    public Task<Answer> DeleteAsync(string path, string? ifMatch = null) => SendAsync(HttpMethod.Delete, path, null, null, Match(ifMatch));

    /// <summary>Reads, changes single fields of what was read, and answers with the new state.</summary>
    public async Task<Answer> ChangeAsync(string path, JsonObject patch)
    {
        var before = (await GetAsync(path)).Expect(200);
        return (await PatchAsync(path, patch, before.ETag)).Expect(200);
    }

    /// <summary>All rows of a list, page by page.</summary>
    public async Task<IReadOnlyList<JsonNode>> ListAsync(string path, int limit = 200)
    {
        var rows = new List<JsonNode>();
        string? cursor = null;
        do
        {
            var page = (await GetAsync($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit={limit}{(cursor is null ? "" : "&cursor=" + cursor)}")).Expect(200);
            rows.AddRange(page.Items);
            cursor = page.Json["nextCursor"]?.GetValue<string>();
        }
        while (cursor is not null);
        return rows;
    }

    public async Task<Answer> SendAsync(HttpMethod method, string path, object? body, string? mediaType, params (string Name, string Value)[] headers)
    {
        var url = path.StartsWith("//", StringComparison.Ordinal) ? path[1..] : "/v1" + path;
        using var request = new HttpRequestMessage(method, url);
        if (key is not null)
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + key);
        if (body is not null)
        {
            mediaType = body is CsvText ? CsvText.MediaType : mediaType;
            request.Content = new ByteArrayContent(body as byte[] ?? Encoding.UTF8.GetBytes(body as string ?? (body as CsvText)?.Text ?? ((JsonNode)body).ToJsonString()));
            request.Content.Headers.ContentType = mediaType is null ? null : MediaTypeHeaderValue.Parse(mediaType);
        }

        // A refusal of a large body comes before the body is read, and then the connection ends: ask first, as curl does.
        request.Headers.ExpectContinue = request.Content?.Headers.ContentLength > LargeBody;
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await http.SendAsync(request);
        return new Answer($"{method} {url}", (int)response.StatusCode, response.Headers, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsByteArrayAsync())
        {
            Disposition = response.Content.Headers.TryGetValues("Content-Disposition", out var disposition) ? disposition.Single() : null,
        };
    }

    private static (string, string)[] Match(string? ifMatch) => ifMatch is null ? [] : [("If-Match", ifMatch)];
}
