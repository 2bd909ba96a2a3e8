using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Matchmaking.Core.Common;

/// <summary>The kebab-case names of an enum (<c>PreIpo</c> is <c>pre-ipo</c>): one spelling for JSON, queries and the database.</summary>
public static class KebabEnum<T> where T : struct, Enum
{
    private static readonly FrozenDictionary<T, string> _names =
        Enum.GetValues<T>().ToFrozenDictionary(v => v, v => JsonNamingPolicy.KebabCaseLower.ConvertName(v.ToString()));

    private static readonly FrozenDictionary<string, T> _values =
        _names.ToFrozenDictionary(p => p.Value, p => p.Key, StringComparer.Ordinal);

    /// <summary>All names, in the order of declaration.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetValues<T>().Select(v => _names[v])];

    public static string Name(T value) => _names[value];

    public static bool TryParse(string? name, out T value)
    {
        value = default;
        return name is not null && _values.TryGetValue(name, out value);
    }

    /// <exception cref="FormatException">No value has this name.</exception>
    public static T Parse(string name) =>
        TryParse(name, out var value) ? value : throw new FormatException($"'{name}' is not one of {string.Join(", ", Names)}.");
}

public static class KebabEnumExtensions
{
    public static string Kebab<T>(this T value) where T : struct, Enum => KebabEnum<T>.Name(value);
}

internal sealed class KebabEnumConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert))!;

    private sealed class Converter<T> : JsonConverter<T> where T : struct, Enum
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.String)
                throw new WireException(Codes.WrongType, ("expected", "string"));
            return KebabEnum<T>.TryParse(reader.GetString(), out var value)
                ? value
                : throw new WireException(Codes.UnknownValue, ("allowed", string.Join(", ", KebabEnum<T>.Names)));
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(KebabEnum<T>.Name(value));
    }
}
