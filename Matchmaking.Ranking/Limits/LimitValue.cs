using System.Text.Json;
using System.Text.Json.Serialization;
using Matchmaking.Core.Common;

namespace Matchmaking.Ranking.Limits;

/// <summary>
/// A value that a limit compared: an amount in yuan, a share, a text, a day, a list of texts, or nothing. Equal when its JSON is.
/// </summary>
[JsonConverter(typeof(LimitValueJsonConverter))]
public sealed class LimitValue : IEquatable<LimitValue>
{
    public static readonly LimitValue None = new("null");

    // Written out on first use only: a ranking that lists no reasons drops most values unread.
    private readonly Func<string>? _write;
    private string? _json;

    private LimitValue(string json) => _json = json;

    private LimitValue(Func<string> write) => _write = write;

    /// <summary>Canonical JSON of the value.</summary>
    public string Json => _json ??= _write!();

    public static LimitValue Of(Money amount) => new(amount.ToString);

    public static LimitValue Of(SignedMoney amount) => new(amount.ToString);

    /// <param name="probability">From 0 to 1.</param>
    public static LimitValue Of(double probability) => new(() => JsonSerializer.Serialize(probability, WireJson.Options));

    public static LimitValue Of(Ratio ratio) => new(() => ratio.ToString());

    public static LimitValue Of(string? text) => new(() => JsonSerializer.Serialize(text, WireJson.Options));

    public static LimitValue Of(DateOnly? day) => new(() => JsonSerializer.Serialize(day, WireJson.Options));

    /// <param name="texts">Must not change afterwards.</param>
    public static LimitValue Of(IEnumerable<string> texts) => new(() => JsonSerializer.Serialize(texts, WireJson.Options));

    public static LimitValue Of(IEnumerable<Stage> stages) => Of(stages.Select(s => s.Kebab()));

    public static LimitValue Of(IEnumerable<Instrument> instruments) => Of(instruments.Select(i => i.Kebab()));

    internal static LimitValue Read(ref Utf8JsonReader reader)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return new(document.RootElement.GetRawText());
    }

    public bool Equals(LimitValue? other) => other is not null && string.Equals(Json, other.Json, StringComparison.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as LimitValue);

    public override int GetHashCode() => string.GetHashCode(Json, StringComparison.Ordinal);

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
