using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Matchmaking.Tests.Support;
using Matchmaking.Tests.Support.OpenApi;

namespace Matchmaking.Tests.Fuzz;

/// <summary>Requests from the description: valid and mutated bodies, ids that exist or do not, parameters and headers of all kinds.</summary>
internal sealed class RequestGenerator(ApiDescription api, FuzzStage stage, ValueGenerator values)
{
    // Mostly those who may: what others may not has tests of its own.
    private static readonly string[] _roles =
        [.. Enumerable.Repeat("admin", 16), "organizer", "organizer", "organizer", "organizer", "fund", "fund", "startup", "startup", "auditor", "nobody"];

    private static readonly string[] _badIds = ["x", "1%20or%201", "%E4%B8%AD", "01920000000070008000000000000001", "null", "%F0%9F%9A%80", "...", "01920000-0000-7000-8000-00000000000g"];
    private static readonly string[] _languages = ["en", "zh-CN", "zh;q=0.5,en;q=0.4", "*", "fr", ";;;", ""];
    private static readonly string[] _tags = ["*", "\"1\"", "\"2\"", "W/\"1\"", "garbage", "", "\"a\", \"b\""];
    private static readonly string[] _badValues = ["", "x", "-1", "0", "1e9", "null", "%00", "%F0%9F%9A%80", "2026-02-30", "%E2%80%AE", "1;2", "99999999999999999999", "a,b"];

    private readonly IReadOnlyList<ApiOperation> _byWeight =
        [.. api.Operations.Where(FuzzProfile.IsCalled).SelectMany(o => Enumerable.Repeat(o, FuzzProfile.Weight(o)))];

    public FuzzRequest Next(int number, Random random)
    {
        var operation = _byWeight[random.Next(_byWeight.Count)];
        var (path, ids) = Path(operation, random);
        var (body, mediaType) = Body(operation, ids?.FirstOrDefault(), random);
        return new FuzzRequest(
            number, operation, path + Query(operation, random), _roles[random.Next(_roles.Length)], body, mediaType, [.. Headers(operation, random)], operation.PathParameters.Any() && ids is null);
    }

    /// <returns>The ids are null when the path names nothing.</returns>
    private (string Path, string[]? Ids) Path(ApiOperation operation, Random random)
    {
        var ids = random.Next(12) == 0 ? null : stage.IdsFor(operation, random);
        var bad = random.Next(2) == 0 ? EndpointIds.Unknown : _badIds[random.Next(_badIds.Length)];
        var index = 0;
        return (operation.Fill(_ => ids?.ElementAtOrDefault(index++) ?? bad), ids);
    }

    private string Query(ApiOperation operation, Random random)
    {
        var parts = new List<string>();
        foreach (var parameter in operation.QueryParameters.Where(_ => random.Next(4) == 0))
        {
            var value = random.Next(4) == 0 ? _badValues[random.Next(_badValues.Length)] : Uri.EscapeDataString(Parameter(parameter, random));
            parts.Add($"{parameter.Name}={value}");
            if (random.Next(30) == 0)
                parts.Add(parts[^1]);
        }

        if (random.Next(40) == 0)
            parts.Add("surprise=1");
        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);
    }

    private string Parameter(ApiParameter parameter, Random random)
    {
        if (parameter.Name == "limit")
            return random.Next(1, 21).ToString(CultureInfo.InvariantCulture);
        if (FuzzProfile.ThingOf(parameter.Name) is { } thing && stage.Pools.Pick(thing, random) is { } ids)
            return ids[^1];
        return values.Value(parameter.Schema, parameter.Name, random, null)?.ToString() ?? "";
    }

    private (byte[]? Body, string? MediaType) Body(ApiOperation operation, string? parent, Random random)
    {
        if (operation.Bodies.Count == 0)
            return random.Next(50) == 0 ? ("{}"u8.ToArray(), ApiClient.Json) : (null, null);
        var media = operation.Bodies[random.Next(operation.Bodies.Count)];
        if (!media.Required && random.Next(3) == 0)
            return (null, null);
        if (media != operation.Body)
            return (Bytes(random), media.MediaType);
        var body = random.Next(3) == 0 && media.Example is { ValueKind: JsonValueKind.Object } example
            ? JsonNode.Parse(example.GetRawText())!.AsObject()
            : values.Object(media.Schema, random, parent);
        stage.Cohere(body, operation, random);
        var mediaType = random.Next(60) == 0 ? "text/plain" : media.MediaType;
        return (random.Next(5) < 2 ? BodyMutator.Mutate(body, random) : Encoding.UTF8.GetBytes(body.ToJsonString()), mediaType);
    }

    /// <summary>A body of another kind than JSON: a few rows that are none.</summary>
    private static byte[] Bytes(Random random)
    {
        var bytes = new byte[random.Next(400)];
        random.NextBytes(bytes);
        return random.Next(2) == 0 ? bytes : Encoding.UTF8.GetBytes("name,uscc\n" + Convert.ToBase64String(bytes));
    }

    private static IEnumerable<(string, string)> Headers(ApiOperation operation, Random random)
    {
        if (operation.NeedsIfMatch && random.Next(15) > 0)
            yield return ("If-Match", random.Next(3) > 0 ? "*" : _tags[random.Next(_tags.Length)]);
        if (random.Next(8) == 0)
            yield return ("If-None-Match", _tags[random.Next(_tags.Length)]);
        if (random.Next(3) == 0)
            yield return ("Accept-Language", _languages[random.Next(_languages.Length)]);
        if (random.Next(10) == 0)
            yield return ("X-Request-Id", new string('r', random.Next(140)));
        if (operation.Method == HttpMethod.Post && random.Next(5) == 0)
            yield return ("Idempotency-Key", random.Next(10) == 0 ? new string('k', random.Next(300)) : $"key-{random.Next(500)}");
    }
}
