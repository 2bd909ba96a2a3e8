using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Matchmaking.Core.Common;

/// <summary>A share from 0 to 1 in whole basis points (0..10,000); on the wire a number with at most four decimals (<c>0.8</c>).</summary>
[JsonConverter(typeof(RatioJsonConverter))]
public readonly record struct Ratio
{
    private Ratio(int basisPoints) => BasisPoints = basisPoints;

    public int BasisPoints { get; }

    public static readonly Ratio One = new(10_000);

    /// <exception cref="ArgumentOutOfRangeException">Not within 0..10,000.</exception>
    public static Ratio FromBasisPoints(int basisPoints)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(basisPoints);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(basisPoints, 10_000);
        return new(basisPoints);
    }

    public decimal Value => BasisPoints / 10_000m;

    /// <summary>This share of an amount, rounded down to a whole fen.</summary>
    public Money Of(Money amount) => Money.FromFen((long)((Int128)amount.Fen * BasisPoints / 10_000));

    public override string ToString() => Value.ToString("0.####", CultureInfo.InvariantCulture);
}

/// <summary>A multiple of an amount (a reinvestment duty of 1.5 times the public contribution), 0..100 in steps of 0.0001.</summary>
[JsonConverter(typeof(MultipleJsonConverter))]
public readonly record struct Multiple
{
    private Multiple(int basisPoints) => BasisPoints = basisPoints;

    public int BasisPoints { get; }

    /// <exception cref="ArgumentOutOfRangeException">Not within 0..1,000,000.</exception>
    public static Multiple FromBasisPoints(int basisPoints)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(basisPoints);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(basisPoints, 1_000_000);
        return new(basisPoints);
    }

    public override string ToString() => (BasisPoints / 10_000m).ToString("0.####", CultureInfo.InvariantCulture);
}

internal sealed class RatioJsonConverter : JsonConverter<Ratio>
{
    public override Ratio Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Ratio.FromBasisPoints(BasisPointReader.Read(ref reader, 1));

    public override void Write(Utf8JsonWriter writer, Ratio value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.ToString());
}

internal sealed class MultipleJsonConverter : JsonConverter<Multiple>
{
    public override Multiple Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Multiple.FromBasisPoints(BasisPointReader.Read(ref reader, 100));

    public override void Write(Utf8JsonWriter writer, Multiple value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.ToString());
}

internal static class BasisPointReader
{
    public static int Read(ref Utf8JsonReader reader, int max)
    {
        if (reader.TokenType != JsonTokenType.Number)
            throw new WireException(Codes.WrongType, ("expected", "number"));
        if (!ExactDecimal.TryRead(ref reader, out var value) || value < 0 || value > max || decimal.Truncate(value * 10_000) != value * 10_000)
            throw new WireException(Codes.InvalidRatio, ("max", max));
        return (int)(value * 10_000);
    }
}
