using System.Globalization;
using System.Text.Json;

namespace Matchmaking.Tests.Support.OpenApi;

/// <summary>Holds values against schemas, sharing nothing with the product.</summary>
internal static class JsonSchemaValidator
{
    /// <returns>What is wrong, each as <c>pointer: problem</c>; empty when the value fits.</returns>
    public static IReadOnlyList<string> Validate(JsonSchema schema, JsonElement value)
    {
        var problems = new List<string>();
        Check(schema, value, "", problems);
        return problems;
    }

    private static bool Fits(JsonSchema schema, JsonElement value) => Validate(schema, value).Count == 0;

    private static void Check(JsonSchema schema, JsonElement value, string pointer, List<string> problems)
    {
        if (schema.Types.Count > 0 && !TypesOf(value).Any(schema.Types.Contains))
        {
            problems.Add($"{pointer}: {value.ValueKind} is not {string.Join(" or ", schema.Types)}");
            return;
        }

        foreach (var part in schema.AllOf)
            Check(part, value, pointer, problems);
        if (schema.OneOf.Count > 0 && schema.OneOf.Count(s => Fits(s, value)) is not 1 and var count)
            problems.Add($"{pointer}: fits {count} of {schema.OneOf.Count} choices{Nearest(schema, value, pointer)}");
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                CheckObject(schema, value, pointer, problems);
                break;
            case JsonValueKind.Array:
                CheckArray(schema, value, pointer, problems);
                break;
            case JsonValueKind.String:
                CheckText(schema, value, pointer, problems);
                break;
            case JsonValueKind.Number:
                CheckNumber(schema, value, pointer, problems);
                break;
        }
    }

    /// <summary>Why the choice that is not null does not fit.</summary>
    private static string Nearest(JsonSchema schema, JsonElement value, string pointer)
    {
        var problems = new List<string>();
        if (value.ValueKind != JsonValueKind.Null)
            Check(schema.Value == schema ? schema.OneOf[0] : schema.Value, value, pointer, problems);
        return problems.Count == 0 ? "" : $" ({string.Join("; ", problems)})";
    }

    private static void CheckObject(JsonSchema schema, JsonElement value, string pointer, List<string> problems)
    {
        var given = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in value.EnumerateObject())
        {
            if (!TryText(() => property.Name, out var name))
                problems.Add($"{pointer}: a name is no Unicode text");
            else if (!given.Add(name))
                problems.Add($"{pointer}/{name}: given twice");
            else if ((schema.Properties.GetValueOrDefault(name) ?? schema.AdditionalProperties) is { } known)
                Check(known, property.Value, $"{pointer}/{name}", problems);
            else if (!schema.AllowsOthers)
                problems.Add($"{pointer}/{name}: unknown property");
        }

        foreach (var missing in schema.Required.Where(r => !given.Contains(r)))
            problems.Add($"{pointer}/{missing}: required");
    }

    private static void CheckArray(JsonSchema schema, JsonElement value, string pointer, List<string> problems)
    {
        var count = value.GetArrayLength();
        if (count > schema.MaxItems)
            problems.Add($"{pointer}: {count} items, at most {schema.MaxItems}");
        if (schema.UniqueItems && value.EnumerateArray().Select(v => v.GetRawText()).Distinct().Count() < count)
            problems.Add($"{pointer}: an item twice");
        if (schema.Items is not { } items)
            return;
        var index = 0;
        foreach (var item in value.EnumerateArray())
            Check(items, item, string.Create(CultureInfo.InvariantCulture, $"{pointer}/{index++}"), problems);
    }

    private static void CheckText(JsonSchema schema, JsonElement value, string pointer, List<string> problems)
    {
        if (!TryText(() => value.GetString()!, out var text))
        {
            problems.Add($"{pointer}: no Unicode text");
            return;
        }

        var length = text.EnumerateRunes().Count();
        if (length < schema.MinLength || length > schema.MaxLength)
            problems.Add($"{pointer}: {length} characters, not {schema.MinLength} to {schema.MaxLength}");
        if (schema.Pattern?.IsMatch(text) == false)
            problems.Add($"{pointer}: \"{text}\" does not match {schema.Pattern}");
        if (schema.Enum?.Contains(text) == false)
            problems.Add($"{pointer}: \"{text}\" is none of {string.Join(", ", schema.Enum)}");
        if (!HasFormat(schema.Format, text))
            problems.Add($"{pointer}: \"{text}\" is no {schema.Format}");
    }

    private static bool HasFormat(string? format, string text) => format switch
    {
        "uuid" => Guid.TryParseExact(text, "D", out _),
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "date-time" => text.Length > 10 && text[10] is 'T' or 't' && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _),
        _ => true,
    };

    private static void CheckNumber(JsonSchema schema, JsonElement value, string pointer, List<string> problems)
    {
        var (low, high) = schema.Format switch
        {
            "int32" => (int.MinValue, int.MaxValue),
            "int64" => (long.MinValue, long.MaxValue),
            _ => (decimal.MinValue, decimal.MaxValue),
        };
        var isBounded = schema.Minimum is not null || schema.ExclusiveMinimum is not null || schema.Maximum is not null || schema.Types.Contains("integer");
        if (!value.TryGetDecimal(out var number))
        {
            if (isBounded)
                problems.Add($"{pointer}: {value.GetRawText()} is out of range");
        }
        else if (number < (schema.Minimum ?? low) || number > (schema.Maximum ?? high) || number <= schema.ExclusiveMinimum)
        {
            problems.Add($"{pointer}: {value.GetRawText()} is out of range");
        }
    }

    private static IEnumerable<string> TypesOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => ["null"],
        JsonValueKind.True or JsonValueKind.False => ["boolean"],
        JsonValueKind.String => ["string"],
        JsonValueKind.Array => ["array"],
        JsonValueKind.Object => ["object"],
        _ => value.TryGetDecimal(out var number) && decimal.Truncate(number) == number ? ["number", "integer"] : ["number"],
    };

    private static bool TryText(Func<string> read, out string text)
    {
        try
        {
            text = read();
            return true;
        }
        catch (InvalidOperationException)
        {
            // How the reader reports an unpaired surrogate.
            text = "";
            return false;
        }
    }
}
