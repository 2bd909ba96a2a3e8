using System.Text.Json;
using System.Text.Json.Serialization;

namespace Matchmaking.Core.Common;

/// <summary>
/// The id of a <typeparamref name="T"/>: a UUIDv7, a lower-case hyphenated string on the wire and in the database, whose
/// text order is its order of creation. Ids of different things do not mix: <c>FundId</c> is <c>Id&lt;Fund&gt;</c>.
/// </summary>
[JsonConverter(typeof(IdJsonConverterFactory))]
public readonly record struct Id<T>(Guid Value) : IComparable<Id<T>>
{
    public static bool TryParse(string? text, out Id<T> id)
    {
        var parsed = IdText.TryParse(text, out var value);
        id = new(value);
        return parsed;
    }

    /// <exception cref="FormatException">Not a UUID.</exception>
    public static Id<T> Parse(string text) => new(Guid.ParseExact(text, "D"));

    /// <summary>By text, which is also the database's order (<see cref="Guid"/> itself compares in another one).</summary>
    public int CompareTo(Id<T> other) => string.CompareOrdinal(ToString(), other.ToString());

    public override string ToString() => Value.ToString("D");
}

internal sealed class IdJsonConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Id<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(IdJsonConverter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;
}

internal sealed class IdJsonConverter<T> : JsonConverter<Id<T>>
{
    public override Id<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
            throw new WireException(Codes.WrongType, ("expected", "string"));
        return Id<T>.TryParse(reader.GetString(), out var id) ? id : throw new WireException(Codes.InvalidId);
    }

    public override void Write(Utf8JsonWriter writer, Id<T> value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}
