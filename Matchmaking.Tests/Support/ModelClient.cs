using System.Text.Json.Nodes;

namespace Matchmaking.Tests.Support;

/// <summary>Trains and promotes models over HTTP.</summary>
internal static class ModelClient
{
    /// <returns>The operation at its end.</returns>
    public static async Task<JsonNode> Train(this ApiClient client, JsonObject? input = null)
    {
        var accepted = (await client.PostAsync("/models", input)).Expect(202);
        var path = accepted.Headers.Location!.ToString()["/v1".Length..];
        // The stream of events ends with the operation.
        (await client.GetAsync(path + "/events")).Expect(200);
        return (await client.GetAsync(path)).Expect(200).Json;
    }

    public static async Task<Answer> Promote(this ApiClient client, string version, bool force = false) =>
        (await client.PostAsync($"/models/{version}/promote", force ? new JsonObject { ["force"] = true } : null)).Expect(200);
}
