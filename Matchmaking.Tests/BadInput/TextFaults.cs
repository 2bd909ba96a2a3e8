using System.Text.Json.Nodes;
using Matchmaking.Tests.Support;
using Matchmaking.Tests.Support.OpenApi;

namespace Matchmaking.Tests.BadInput;

/// <summary>What can be wrong with a text: its characters, its length, its format, and whether it names something.</summary>
internal static class TextFaults
{
    // As escapes of JSON, behind and between visible characters where the place matters.
    private static readonly string[] _characters =
    [
        "\\u0000", "a\\u0000b", "a\\u0007", "\\u001b[31mred", "a\\u007f", "a\\u0085b", // control characters
        "\\ud800", "a\\udc00", "\\udc00\\ud800", "a\\ud800b", // unpaired surrogates
        "\\u202eexe.txt", "a\\u202db", "\\u202aa\\u202c", "\\u2066a\\u2069", "a\\u2068b", "a\\u200f", "\\u200eb", "a\\u061c", // direction of writing
        "\\u200b", " \\u200b\\u200d ", "\\ufeff", "\\u2060\\u2060", // nothing visible
        "a\\ufffe", "a\\uffff", "\\ufdd0", "a\\ud83f\\udfff", // noncharacters
    ];

    private static readonly string[] _lines = ["a\\nb", "a\\r\\nb", "a\\tb", "a\\u2028b", "a\\u2029b"];

    private static readonly string[] _notIds =
        ["", "x", "1", "null", "01920000000070008000000000000001", "{01920000-0000-7000-8000-000000000001}", "01920000-0000-7000-8000-00000000000", "01920000-0000-7000-8000-00000000000g", " 01920000-0000-7000-8000-000000000001", "urn:uuid:01920000-0000-7000-8000-000000000001", "' OR 1=1 --"];

    private static readonly string[] _notDays =
        ["", "x", "2026-02-30", "2025-02-29", "2026-13-01", "2026-00-10", "2026-01-00", "2026-1-1", "20261120", "26-11-20", "2026/11/20", "20-11-2026", "2026-11-20T00:00:00Z", " 2026-11-20", "2026-11-20 ", "+2026-11-20", "12026-11-20", "2026年11月20日", "２０２６-11-20"];

    private static readonly string[] _notMonths =
        ["", "x", "2026-13", "2026-00", "26-11", "2026-1", "202611", "2026/11", "2026-11-01", "11-2026", " 2026-11", "2026-11 ", "1899-12", "9999-01", "0000-01", "2026年11月", "２０２６-11"];

    private static readonly string[] _notTimes =
        ["", "x", "2026-11-20", "2026-11-20T09:30:00", "2026-02-30T00:00:00Z", "2026-11-20T25:00:00Z", "2026-11-20T09:61:00Z", "2026-11-20 09:30:00Z", "20261120T093000Z", "1763600000", "2026-11-20T09:30:00+25:00", "2026-11-20T09:30:00Z ", "0001-01-01T00:00:00+08:00", "9999-12-31T23:59:59-08:00"];

    private static readonly string[] _notNames = ["", "no-such-value", "NULL", "null", "0", "-1", " ", "取值"];

    /// <summary>Texts that are judged as a whole with a code of their own, and what is not one of them.</summary>
    private static readonly Dictionary<string, (string Code, string[] Texts)> _ofTheirOwn = new()
    {
        ["uscc"] = ("invalid-uscc",
        [
            "", " ", "91420102MA4T5LJF9", "91420102MA4T5LJF9GG", "91420102ma4t5ljf9g", " 91420102MA4T5LJF9G", "91420102MA4T5LJF9G ", "000000000000000000", "111111111111111111", "XXXXXXXXXXXXXXXXXX",
            "91420102MA4T5LJF9H", "91420102MA4T5LJF8G", "91420102MA4T5LJE9G", "91420103MA4T5LJF9G", "81420102MA4T5LJF9G", // one character replaced
            "19420102MA4T5LJF9G", "91240102MA4T5LJF9G", "91420120MA4T5LJF9G", "91420102AM4T5LJF9G", "91420102MA4T5LJFG9", "91420102MA4T5JLF9G", // neighbours swapped
            "91420102MA4T5LJFIG", "91420102MA4T5LJF9O", "９1420102MA4T5LJF9G", "91990102MA4T5LJF9G", "ZZ420102MA4T5LJF9G", "91420102MA4T5-JF9G",
        ]),
    };

    /// <summary>The code of a text that has no bound of its own because it must name something.</summary>
    private static readonly Dictionary<string, string> _codeOfNames = new() { ["modelVersion"] = "model-unavailable", ["events"] = "unknown-value" };

    public static IEnumerable<BodyFault> Of(JsonSchema schema, JsonPlace at)
    {
        foreach (var text in SchemaFaults.Some(_characters, at, 6))
            yield return SchemaFaults.Fault("characters", at, $"\"{text}\"", "invalid-text");
        var (code, texts) = Wrong(schema, PropertyOf(at));
        foreach (var text in texts.Count > 9 && code != "invalid-uscc" ? SchemaFaults.Some(texts, at, 9) : texts)
            yield return SchemaFaults.Fault("text", at, JsonValue.Create(text).ToJsonString(), code);
        if (schema.MaxLength is { } max && code == "required")
        {
            yield return SchemaFaults.Fault("one character too long", at, $"\"{new string('x', max + 1)}\"", "too-long");
            yield return SchemaFaults.Fault("one Chinese character too long", at, $"\"{new string('长', max + 1)}\"", "too-long");
            yield return SchemaFaults.Fault("64 KB", at, SchemaFaults.LargeText, "too-long");
            foreach (var lines in schema.Format == "multiline" ? [] : SchemaFaults.Some(_lines, at, 2))
                yield return SchemaFaults.Fault("several lines", at, $"\"{lines}\"", "invalid-text");
        }
        else
        {
            yield return SchemaFaults.Fault("64 KB", at, SchemaFaults.LargeText, code);
        }
    }

    /// <summary>The last name of a place, behind which only positions in a list follow.</summary>
    private static string PropertyOf(JsonPlace at) => at.Path.Last(p => !p.All(char.IsAsciiDigit));

    private static (string Code, IReadOnlyList<string> Texts) Wrong(JsonSchema schema, string property) => schema switch
    {
        { Enum: { } names } => ("unknown-value", [.. _notNames, names[0].ToUpperInvariant(), names[0] + " ", names[0].Replace('-', '_') + "_"]),
        { Format: "uuid" } => ("invalid-id", _notIds),
        { Format: "date" } => ("invalid-date", _notDays),
        { Format: "month" } => ("invalid-month", _notMonths),
        { Format: "date-time" } => ("invalid-time", _notTimes),
        _ when _ofTheirOwn.TryGetValue(property, out var own) => own,
        { MaxLength: not null } => ("required", schema.MinLength > 0 ? ["", " ", "\u3000", "\u00a0 \u2003"] : []),
        _ => (_codeOfNames.GetValueOrDefault(property, "unknown-code"), _notNames),
    };
}
