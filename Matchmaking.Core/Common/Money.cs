using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Matchmaking.Core.Common;

/// <summary>
/// An amount of renminbi as a whole number of fen (1 yuan = 100 fen), 0 to <see cref="Max"/>.
/// On the wire it is a JSON number in yuan with at most two decimals. Arithmetic is checked:
/// leaving the range of <see cref="long"/> throws <see cref="OverflowException"/> instead of wrapping.
/// <c>default</c> is zero. Differences that may be negative (a headroom) are <see cref="SignedMoney"/>.
/// </summary>
[JsonConverter(typeof(MoneyJsonConverter))]
public readonly record struct Money : IComparable<Money>
{
    private const long MaxFen = 90_000_000_000_000L * 100;

    public static readonly Money Zero;

    /// <summary>The largest amount that the API accepts: 90,000,000,000,000 yuan.</summary>
    public static readonly Money Max = new(MaxFen);

    private Money(long fen) => Fen = fen;

    /// <summary>The amount in fen.</summary>
    public long Fen { get; }

    /// <summary>The amount in yuan, exact.</summary>
    public decimal Yuan => Fen / 100m;

    /// <exception cref="ArgumentOutOfRangeException">The amount is negative. Sums may exceed <see cref="Max"/>.</exception>
    public static Money FromFen(long fen)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fen);
        return new(fen);
    }

    /// <summary>Takes an amount in yuan; false when it is negative, finer than a fen or above <see cref="Max"/>.</summary>
    public static bool TryFromYuan(decimal yuan, out Money money)
    {
        money = default;
        if (yuan is < 0 or > MaxFen / 100)
            return false;
        var fen = yuan * 100;
        if (fen != decimal.Truncate(fen))
            return false;
        money = new((long)fen);
        return true;
    }

    /// <summary>For literals in code: whole yuan.</summary>
    public static Money FromYuan(long yuan) => FromFen(checked(yuan * 100));

    public static Money operator +(Money a, Money b) => new(checked(a.Fen + b.Fen));

    public static SignedMoney operator -(Money a, Money b) => SignedMoney.FromFen(checked(a.Fen - b.Fen));

    public static bool operator <(Money a, Money b) => a.Fen < b.Fen;
    public static bool operator >(Money a, Money b) => a.Fen > b.Fen;
    public static bool operator <=(Money a, Money b) => a.Fen <= b.Fen;
    public static bool operator >=(Money a, Money b) => a.Fen >= b.Fen;

    public static Money Min(Money a, Money b) => a.Fen <= b.Fen ? a : b;
    public static Money MaxOf(Money a, Money b) => a.Fen >= b.Fen ? a : b;

    public int CompareTo(Money other) => Fen.CompareTo(other.Fen);

    /// <summary>Yuan with up to two decimals, as on the wire: <c>30000000</c>, <c>0.5</c>.</summary>
    public override string ToString() => Yuan.ToString("0.##", CultureInfo.InvariantCulture);
}

/// <summary>A difference of amounts in fen, which may be negative; on the wire yuan with at most two decimals.</summary>
[JsonConverter(typeof(SignedMoneyJsonConverter))]
public readonly record struct SignedMoney
{
    private SignedMoney(long fen) => Fen = fen;

    public long Fen { get; }

    public decimal Yuan => Fen / 100m;

    public static SignedMoney FromFen(long fen) => new(fen);

    public override string ToString() => Yuan.ToString("0.##", CultureInfo.InvariantCulture);
}

internal sealed class MoneyJsonConverter : JsonConverter<Money>
{
    public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.Number)
            throw new WireException(Codes.WrongType, ("expected", "number"));
        if (!ExactDecimal.TryRead(ref reader, out var yuan) || !Money.TryFromYuan(yuan, out var money))
            throw new WireException(Codes.InvalidAmount, ("max", Money.Max.ToString()));
        return money;
    }

    public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.ToString());
}

internal sealed class SignedMoneyJsonConverter : JsonConverter<SignedMoney>
{
    public override SignedMoney Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (!reader.TryGetDecimal(out var yuan) || decimal.Truncate(yuan * 100) != yuan * 100)
            throw new WireException(Codes.InvalidAmount, ("max", Money.Max.ToString()));
        return SignedMoney.FromFen((long)(yuan * 100));
    }

    public override void Write(Utf8JsonWriter writer, SignedMoney value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.ToString());
}
