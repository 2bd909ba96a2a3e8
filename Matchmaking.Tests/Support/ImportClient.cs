using System.Text;
using System.Text.Json.Nodes;

namespace Matchmaking.Tests.Support;

/// <summary>What an import came to.</summary>
internal sealed record Imported(JsonNode Operation)
{
    public JsonNode Result => Operation["result"] ?? throw new InvalidOperationException($"No result: {Operation.ToJsonString()}");

    /// <summary>Created, updated, unchanged, failed.</summary>
    public int[] Counts => [Count("created"), Count("updated"), Count("unchanged"), Count("failed")];

    /// <summary>Each as <c>row column code</c>.</summary>
    public IReadOnlyList<string> Errors => [.. Result.List("errors").Select(e => $"{e["row"]} {e["column"]} {e.Text("code")}")];

    public int Count(string name) => Result[name]!.GetValue<int>();
}

/// <summary>Uploads files and waits for what comes of them.</summary>
internal static class ImportClient
{
    public static Task<Imported> Import(this ApiClient client, string kind, string csv, params (string, string)[] headers) =>
        client.Import(kind, Encoding.UTF8.GetBytes(csv), CsvText.MediaType, headers);

    /// <param name="client">Who uploads.</param>
    /// <param name="kind">The last part of the path, with the query.</param>
    /// <param name="file">The file.</param>
    /// <param name="mediaType">Its media type.</param>
    /// <param name="headers">Further headers, of the upload and of the question what came of it.</param>
    public static async Task<Imported> Import(this ApiClient client, string kind, byte[] file, string mediaType, params (string, string)[] headers)
    {
        var accepted = (await client.SendAsync(HttpMethod.Post, "/imports/" + kind, file, mediaType, headers)).Expect(202);
        var path = accepted.Headers.Location!.ToString()["/v1".Length..];
        // The stream of events ends with the operation.
        (await client.GetAsync(path + "/events")).Expect(200);
        return new Imported((await client.GetAsync(path, headers)).Expect(200).Json);
    }

    /// <summary>An upload that is refused as a whole.</summary>
    public static Task<Answer> TryImport(this ApiClient client, string kind, byte[] file, string mediaType = CsvText.MediaType) =>
        client.SendAsync(HttpMethod.Post, "/imports/" + kind, file, mediaType);

    public static Task<Answer> TryImport(this ApiClient client, string kind, string csv) => client.TryImport(kind, Encoding.UTF8.GetBytes(csv));
}
