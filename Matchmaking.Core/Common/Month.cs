using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Matchmaking.Core.Common;

/// <summary>A calendar month, <c>YYYY-MM</c> on the wire and in the database (so that text order is time order); 1900 to 9998 is read.</summary>
[JsonConverter(typeof(MonthJsonConverter))]
public readonly record struct Month : IComparable<Month>
{
    // Reports and plans look a year back and a month ahead, which the ends of the calendar have not.
    private const int YearMin = 1900;
    private const int YearMax = 9998;

    private readonly int _index;

    private Month(int index) => _index = index;

    public int Year => _index / 12;

    public int Number => (_index % 12) + 1;

    public DateOnly FirstDay => new(Year, Number, 1);

    public DateOnly LastDay => AddMonths(1).FirstDay.AddDays(-1);

    public static Month Of(DateOnly day) => new((day.Year * 12) + day.Month - 1);

    public static bool TryParse(string? text, out Month month)
    {
        month = default;
        if (!DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            || day.Year is < YearMin or > YearMax)
            return false;
        month = Of(day);
        return true;
    }

    public static Month Parse(string text) =>
        TryParse(text, out var month) ? month : throw new FormatException($"'{text}' is not a month (YYYY-MM).");

    public Month AddMonths(int months) => new(_index + months);

    public int CompareTo(Month other) => _index.CompareTo(other._index);

    public override string ToString() => FirstDay.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}

internal sealed class MonthJsonConverter : JsonConverter<Month>
{
    public override Month Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
            throw new WireException(Codes.WrongType, ("expected", "string"));
        return Month.TryParse(reader.GetString(), out var month) ? month : throw new WireException(Codes.InvalidMonth);
    }

    public override void Write(Utf8JsonWriter writer, Month value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
