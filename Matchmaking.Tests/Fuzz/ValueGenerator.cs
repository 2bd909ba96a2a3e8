using System.Globalization;
using System.Text.Json.Nodes;
using Matchmaking.Tests.Support;
using Matchmaking.Tests.Support.OpenApi;

namespace Matchmaking.Tests.Fuzz;

/// <summary>Values that a schema allows, with ids of things that exist and codes of the taxonomy, so that many are accepted.</summary>
internal sealed class ValueGenerator(IdPools pools, JsonNode taxonomy)
{
    private const int SmallNumber = 12;

    private static readonly string[] _texts =
    [
        "光谷智能", "Optics Valley", "北斗", "a", "O'Neill; DROP TABLE funds; --", "\"quoted\"", "=1+1", "<script>alert(1)</script>", "👩‍🚀 航天", "é̂", "𠮷野家", "%00", "../../etc/passwd", "null", "0", "   x   ",
        "{{7*7}}", "\\u0000", "ﷺ", "İstanbul", "①②③", "Ａ Ｂ", "-", "，。", "a,b;c|d",
    ];

    /// <param name="schema">What to fit.</param>
    /// <param name="name">Name of the property or parameter, which says what a plain text is.</param>
    /// <param name="random">The source of chance.</param>
    /// <param name="parent">Id of the session or fund that the request is about, to choose things below it.</param>
    public JsonNode? Value(JsonSchema schema, string name, Random random, string? parent)
    {
        if (schema.IsNullable && random.Next(8) == 0)
            return null;
        var value = schema.Value;
        return value.Type switch
        {
            "object" => Object(value, random, parent),
            "array" => List(value, name, random, parent),
            "boolean" => random.Next(2) == 0,
            "integer" => Integer(value, random),
            "number" => Number(value, random),
            _ => Text(value, name, random, parent),
        };
    }

    /// <summary>What is required, and most of the rest.</summary>
    public JsonObject Object(JsonSchema schema, Random random, string? parent)
    {
        var result = new JsonObject();
        var share = random.Next(1, 10);
        foreach (var (name, property) in schema.Properties)
        {
            if (schema.Required.Contains(name) || random.Next(10) < share)
                result[name] = Value(property, name, random, parent);
        }

        return result;
    }

    private JsonArray List(JsonSchema schema, string name, Random random, string? parent)
    {
        var items = new JsonArray();
        var given = new HashSet<string>();
        for (var i = random.Next(4); i > 0; i--)
        {
            var item = Value(schema.Items!, name, random, parent);
            if (given.Add(item?.ToJsonString() ?? "null") || !schema.UniqueItems)
                items.Add(item);
        }

        return items;
    }

    private static JsonNode Integer(JsonSchema schema, Random random)
    {
        var (min, max) = ((long)(schema.Minimum ?? 0), (long)(schema.Maximum ?? 1_000));
        // Rounds, tables and meetings of a session are small numbers; the ends are tried as well.
        return random.Next(10) switch
        {
            0 => min,
            1 when max <= 1_000 => max,
            _ => random.NextInt64(min, Math.Min(max, min + SmallNumber) + 1),
        };
    }

    private static JsonNode Number(JsonSchema schema, Random random)
    {
        var max = schema.Maximum ?? 1;
        if (max <= 100)
            return Math.Round((decimal)random.NextDouble() * max, 4);
        return random.Next(10) switch
        {
            0 => schema.ExclusiveMinimum is null ? 0m : 0.01m,
            1 => max,
            2 => Math.Round((decimal)random.NextDouble() * 1_000_000, 2),
            _ => random.Next(1, 60) * 1_000_000m,
        };
    }

    private JsonNode Text(JsonSchema schema, string name, Random random, string? parent)
    {
        if (schema.Enum is { } names)
            return names[random.Next(names.Count)];
        return schema.Format switch
        {
            "uuid" => Id(schema.Name, name, random, parent),
            "date" => new DateOnly(2026, 11, 20).AddDays(-random.Next(2_000)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            "month" => $"2026-{random.Next(1, 13):00}",
            "date-time" => $"202{random.Next(5, 9)}-1{random.Next(3)}-2{random.Next(9)}T0{random.Next(10)}:30:00{(random.Next(2) == 0 ? "Z" : "+08:00")}",
            _ => Words(schema, name, random),
        };
    }

    private JsonNode Id(string? schema, string name, Random random, string? parent)
    {
        var thing = FuzzProfile.ThingOf(schema) ?? FuzzProfile.ThingOf(name);
        var ids = thing is null ? null : pools.Pick(thing, random, parent) ?? pools.Pick(thing, random);
        return ids is null || random.Next(20) == 0 ? EndpointIds.Unknown : ids[^1];
    }

    private JsonNode Words(JsonSchema schema, string name, Random random)
    {
        if (FuzzProfile.CodeListOf(name) is { } list && taxonomy.List(list) is var codes)
            return codes[random.Next(codes.Count)].Text("code");
        if (name == "uscc")
            return random.Next(2) == 0 ? Bodies.ValidUscc : Bodies.OtherValidUscc;
        if (name == "modelVersion")
            return "prior-2";
        // Texts that must be unique are.
        var text = _texts[random.Next(_texts.Length)] + (name == "externalId" ? random.Next().ToString(CultureInfo.InvariantCulture) : "");
        return random.Next(30) == 0 ? new string('长', schema.MaxLength ?? 100) : text;
    }
}
