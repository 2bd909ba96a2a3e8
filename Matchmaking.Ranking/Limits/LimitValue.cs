using System.Text.Json;
using System.Text.Json.Serialization;
using Matchmaking.Core.Common;

namespace Matchmaking.Ranking.Limits;

/// <summary>
/// A value that a limit compared: an amount in yuan, a text, a day, a list of texts, or nothing. Equal when its JSON is.
/// </summary>
[JsonConverter(typeof(LimitValueJsonConverter))]
public sealed record LimitValue
{
    public static readonly LimitValue None = new("null");

    private LimitValue(string json) => Json = json;

    /// <summary>Canonical JSON of the value.</summary>
    public string Json { get; }

    public static LimitValue Of(Money amount) => new(amount.ToString());

    public static LimitValue Of(SignedMoney amount) => new(amount.ToString());

    public static LimitValue Of(string? text) => new(JsonSerializer.Serialize(text, WireJson.Options));

    public static LimitValue Of(DateOnly? day) => new(JsonSerializer.Serialize(day, WireJson.Options));

    public static LimitValue Of(IEnumerable<string> texts) => new(JsonSerializer.Serialize(texts, WireJson.Options));

    public static LimitValue Of(IEnumerable<Stage> stages) => Of(stages.Select(s => s.Kebab()));

    public static LimitValue Of(IEnumerable<Instrument> instruments) => Of(instruments.Select(i => i.Kebab()));

    internal static LimitValue Read(ref Utf8JsonReader reader)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return new(document.RootElement.GetRawText());
    }

    /// <summary>For a message: numbers as they are, texts without quotes, lists joined by commas, nothing as an empty text.</summary>
    public override string ToString()
    {
        using var document = JsonDocument.Parse(Json);
        return document.RootElement.ValueKind == JsonValueKind.Array
            ? string.Join(", ", document.RootElement.EnumerateArray().Select(e => e.ToString()))
            : document.RootElement.ToString();
    }
}

internal sealed class LimitValueJsonConverter : JsonConverter<LimitValue>
{
    public override bool HandleNull => true;

    public override LimitValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        LimitValue.Read(ref reader);

    public override void Write(Utf8JsonWriter writer, LimitValue value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Json);
}
