using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Matchmaking.Core.Common;

/// <summary>
/// The one way this product writes and reads JSON: camelCase, kebab-case enums, Chinese unescaped, UTC times to the
/// millisecond, and on reading no unknown or duplicate property, no number as text, no null where the type has none.
/// </summary>
public static class WireJson
{
    public static JsonSerializerOptions Options { get; } = Make();

    /// <summary>Applies the conventions to options that a framework owns.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DictionaryKeyPolicy = null;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.RespectNullableAnnotations = true;
        options.PropertyNameCaseInsensitive = false;
        options.MaxDepth = 32;
        // Answers are application/json with nosniff, never pasted into pages: quotes and Chinese stay readable.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new KebabEnumConverterFactory());
        options.Converters.Add(new InstantConverter());
    }

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Configure(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private sealed class InstantConverter : JsonConverter<DateTimeOffset>
    {
        private const int DayLength = 10;

        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.String)
                throw new WireException(Codes.WrongType, ("expected", "string"));
            return reader.TryGetDateTimeOffset(out var time) && HasOffset(reader.GetString()!)
                ? time.ToUniversalTime()
                : throw new WireException(Codes.InvalidTime);
        }

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));

        // A day alone also parses; its last dash stands where the sign of an offset would.
        private static bool HasOffset(string text) =>
            text.Length > DayLength && text[DayLength] is 'T' or 't' && (text[^1] is 'Z' or 'z' || text[^6] is '+' or '-');
    }
}
