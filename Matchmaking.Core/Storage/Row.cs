using System.Globalization;
using System.Text.Json;
using Matchmaking.Core.Common;

namespace Matchmaking.Core.Storage;

/// <summary>The columns that every entity has.</summary>
public abstract record Row
{
    public string Id { get; init; } = "";

    public int Version { get; init; }

    public long CreatedAt { get; init; }

    public long UpdatedAt { get; init; }
}

/// <summary>How values look in a column; the two ways of each conversion side by side.</summary>
internal static class Column
{
    public static string Id(Guid id) => id.ToString("D");

    public static string Id<T>(Id<T> id) => id.ToString();

    public static string? Id<T>(Id<T>? id) => id?.ToString();

    public static Id<T>? IdOrNull<T>(string? text) => text is null ? null : Common.Id<T>.Parse(text);

    public static long Time(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    public static long? Time(DateTimeOffset? time) => time?.ToUnixTimeMilliseconds();

    public static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    public static DateTimeOffset? Time(long? milliseconds) => milliseconds is { } ms ? Time(ms) : null;

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string? Day(DateOnly? day) => day is { } d ? Day(d) : null;

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static DateOnly? DayOrNull(string? text) => text is null ? null : Day(text);

    public static Money? MoneyOrNull(long? fen) => fen is { } value ? Money.FromFen(value) : null;

    public static Ratio? RatioOrNull(int? basisPoints) => basisPoints is { } value ? Ratio.FromBasisPoints(value) : null;

    public static string Json<T>(T value) => JsonSerializer.Serialize(value, WireJson.Options);

    public static T Json<T>(string json) => JsonSerializer.Deserialize<T>(json, WireJson.Options)!;
}
