using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Matchmaking.Tests.Support;

namespace Matchmaking.Tests.Fuzz;

/// <summary>Makes bodies wrong, or at least strange: most mutants must be refused, and which ones the schema decides.</summary>
internal static class BodyMutator
{
    private static readonly string[] _values =
    [
        "null", "true", "false", "0", "-1", "1.5", "1e400", "-1e400", "1e-400", "9223372036854775807", "-9223372036854775809", "2147483648", "0.001", "90000000000000.01", "NaN", "Infinity", "01", "1E2",
        "\"\"", "\" \"", "\"x\"", "\"0\"", "\"\\ud800\"", "\"\\u0000\"", "\"\\u202e\"", "\"\\u200b\"", "\"2026-02-30\"", "\"2026-13\"", "\"01920000-0000-7000-8000-000000000001\"", "\"999999-01\"",
        "[]", "[null]", "[[]]", "[1,2]", "[\"evtol\",\"evtol\"]", "{}", "{\"a\":1}", "[{}]", "\"2026-11-20T00:00:00\"", "'x'", "\"\\uD83D\\uDE80\"",
    ];

    /// <summary>Bytes to send in place of this body.</summary>
    public static byte[] Mutate(JsonObject body, Random random)
    {
        var text = random.Next(12) switch
        {
            0 => body.ToJsonString()[..random.Next(body.ToJsonString().Length)],
            1 => body.ToJsonString() + _values[random.Next(_values.Length)],
            2 => Corrupted(body.ToJsonString(), random),
            3 => _values[random.Next(_values.Length)],
            4 => Place(body, random).With(new string('[', 40) + new string(']', random.Next(39, 42))),
            5 => Place(body, random).With($"\"{new string('x', random.Next(150, 12_000))}\""),
            6 => Twice(Place(body, random)),
            7 => Place(body, random).Below("surprise") is { Path.Count: > 0 } && body.DeepClone() is JsonObject copy ? copy.With("surprise", 1).ToJsonString() : "",
            8 => Without(body, random),
            _ => Place(body, random).With(_values[random.Next(_values.Length)]),
        };
        var bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length > 0 && random.Next(25) == 0)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes;
    }

    private static string Corrupted(string text, Random random) =>
        text.Insert(random.Next(text.Length + 1), ((string[])["\"", "}", "]", ",", ":", "\\", "\u0001", "//", " ", "\uFEFF"])[random.Next(10)]);

    private static string Twice(JsonPlace place)
    {
        if (place.Path.Count == 0 || place.Current is null || char.IsAsciiDigit(place.Path[^1][0]))
            return place.With("{}");
        var value = place.Current.ToJsonString();
        return place.With($"{value},\"{place.Path[^1]}\":{value}");
    }

    private static string Without(JsonObject body, Random random)
    {
        if (body.Count == 0)
            return "{}";
        return new JsonPlace(body, [body.ElementAt(random.Next(body.Count)).Key]).Without();
    }

    /// <summary>Some place in the body, one step or more below the top where there is one.</summary>
    private static JsonPlace Place(JsonObject body, Random random)
    {
        var place = new JsonPlace(body, []);
        while (true)
        {
            var steps = place.Current switch
            {
                JsonObject { Count: > 0 } owner => owner.Select(p => p.Key).ToList(),
                JsonArray { Count: > 0 } list => [.. Enumerable.Range(0, list.Count).Select(i => i.ToString(CultureInfo.InvariantCulture))],
                _ => [],
            };
            if (steps.Count == 0 || (place.Path.Count > 0 && random.Next(3) == 0))
                return place;
            place = place.Below(steps[random.Next(steps.Count)]);
        }
    }
}
