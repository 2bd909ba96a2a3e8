using System.Collections.Frozen;
using System.Globalization;

namespace Matchmaking.Core.Common;

/// <summary>The units in which people write amounts of renminbi, from 分 to 亿元.</summary>
public enum AmountUnit
{
    /// <summary>分, a hundredth of a yuan.</summary>
    Fen,

    /// <summary>元.</summary>
    Yuan,

    /// <summary>千元.</summary>
    ThousandYuan,

    /// <summary>万元 or 万.</summary>
    TenThousandYuan,

    /// <summary>百万元 or 百万.</summary>
    MillionYuan,

    /// <summary>千万元 or 千万.</summary>
    TenMillionYuan,

    /// <summary>亿元 or 亿.</summary>
    HundredMillionYuan,
}

/// <summary>
/// Reads amounts as people write them in sheets: <c>3000万</c>, <c>0.3亿元</c>, <c>30,000,000</c>. ASCII digits, commas only
/// between full groups of three, at most one point with digits on both sides; a unit may follow, with or without a blank.
/// Everything is exact: what is finer than a fen is refused, never rounded.
/// </summary>
// A bare small number is refused because "3000" in a sheet about financing nearly always means 万元.
public static class AmountText
{
    /// <summary>A bare number without any unit is read as yuan from here on; below, zero apart, its unit is asked for.</summary>
    public const int BareYuanMin = 100_000;

    private const int LengthMax = 64;

    // 27 digits times the largest unit (10^10 fen) stay below 2^127; a number that has 26 takes one more.
    private static readonly Int128 _tooLarge = Int128.Parse("100000000000000000000000000", CultureInfo.InvariantCulture);

    private static readonly FrozenDictionary<string, AmountUnit> _units = new Dictionary<string, AmountUnit>
    {
        ["分"] = AmountUnit.Fen,
        ["元"] = AmountUnit.Yuan,
        ["千元"] = AmountUnit.ThousandYuan,
        ["万元"] = AmountUnit.TenThousandYuan,
        ["万"] = AmountUnit.TenThousandYuan,
        ["百万元"] = AmountUnit.MillionYuan,
        ["百万"] = AmountUnit.MillionYuan,
        ["千万元"] = AmountUnit.TenMillionYuan,
        ["千万"] = AmountUnit.TenMillionYuan,
        ["亿元"] = AmountUnit.HundredMillionYuan,
        ["亿"] = AmountUnit.HundredMillionYuan,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>An amount within the range of <see cref="Money"/>.</summary>
    /// <param name="text">Blanks around it are ignored.</param>
    /// <param name="defaultUnit">The unit of a number that names none, from the header of its column.</param>
    /// <returns><see cref="Codes.AmountUnitMissing"/> for a bare number under <see cref="BareYuanMin"/>, else <see cref="Codes.InvalidAmount"/>.</returns>
    public static Result<Money> Parse(string text, AmountUnit? defaultUnit = null)
    {
        if (!ParseFen(text, defaultUnit).TryGet(out var fen, out var error))
            return error;
        return fen <= Money.Max.Fen ? Money.FromFen(fen) : Invalid(text);
    }

    /// <summary>The same in whole fen, up to the edge of <see cref="long"/>.</summary>
    public static Result<long> ParseFen(string text, AmountUnit? defaultUnit = null)
    {
        var trimmed = text.AsSpan().Trim();
        if (trimmed.Length > LengthMax)
            return Invalid(text);
        var end = trimmed.LastIndexOfAnyInRange('0', '9') + 1;
        if (!TryNumber(trimmed[..end], out var digits, out var scale) || !TryUnit(trimmed[end..].Trim(), out var unit))
            return Invalid(text);
        unit ??= defaultUnit;
        if (unit is null && digits > 0 && IsUnder(digits, scale, BareYuanMin))
            return new DomainError(ErrorKind.Invalid, Codes.AmountUnitMissing, ("value", text));
        return TryFen(digits, scale, unit ?? AmountUnit.Yuan, out var fen) ? fen : Invalid(text);
    }

    /// <summary>
    /// The unit that a column header names at its end, in brackets of either width (<c>融资需求(万元)</c>, <c>营收（单位：亿元）</c>) or after a
    /// slash (<c>融资需求/万元</c>); null when it names none. Headers such as <c>amountCny</c> name a currency, not a unit.
    /// </summary>
    public static AmountUnit? UnitOfHeader(string header)
    {
        var text = header.AsSpan().Trim();
        var bracketed = text.Length > 0 && text[^1] is ')' or '）';
        var start = bracketed ? text.LastIndexOfAny('(', '（') : text.LastIndexOfAny('/', '／');
        if (start < 0)
            return null;
        var name = (bracketed ? text[(start + 1)..^1] : text[(start + 1)..]).Trim();
        foreach (var lead in (ReadOnlySpan<string>)["单位", ":", "：", "人民币"])
            name = name.StartsWith(lead, StringComparison.Ordinal) ? name[lead.Length..].TrimStart() : name;
        return _units.TryGetValue(name.ToString(), out var unit) ? unit : null;
    }

    private static DomainError Invalid(string text) =>
        new(ErrorKind.Invalid, Codes.InvalidAmount, ("value", text), ("max", Money.Max.ToString()));

    private static bool TryUnit(ReadOnlySpan<char> name, out AmountUnit? unit)
    {
        unit = null;
        if (name.IsEmpty)
            return true;
        if (!_units.TryGetValue(name.ToString(), out var known))
            return false;
        unit = known;
        return true;
    }

    /// <summary>The number is <paramref name="digits"/> / 10^<paramref name="scale"/>, without trailing zeros behind the point.</summary>
    private static bool TryNumber(ReadOnlySpan<char> text, out Int128 digits, out int scale)
    {
        (digits, scale) = (0, 0);
        var point = text.IndexOf('.');
        var fraction = point < 0 ? [] : text[(point + 1)..].TrimEnd('0');
        var whole = point < 0 ? text : text[..point];
        if (whole.IsEmpty || (point >= 0 && point == text.Length - 1) || !HasFullGroups(whole))
            return false;
        scale = fraction.Length;
        return TryDigits(whole, ref digits) && !fraction.Contains(',') && TryDigits(fraction, ref digits);
    }

    /// <summary>Appends the digits of a text to a number, commas skipped; false for anything else and for too many.</summary>
    private static bool TryDigits(ReadOnlySpan<char> text, ref Int128 digits)
    {
        foreach (var c in text)
        {
            if (c == ',')
                continue;
            if (!char.IsAsciiDigit(c) || digits >= _tooLarge)
                return false;
            digits = (digits * 10) + (c - '0');
        }

        return true;
    }

    /// <summary>No commas at all, or one before every three digits: 1,234,567.</summary>
    private static bool HasFullGroups(ReadOnlySpan<char> whole)
    {
        var first = whole.IndexOf(',');
        if (first < 0)
            return true;
        if (first is 0 or > 3 || whole[0] == '0' || (whole.Length - first) % 4 != 0)
            return false;
        for (var i = first; i < whole.Length; i++)
        {
            if ((whole[i] == ',') != ((i - first) % 4 == 0))
                return false;
        }

        return true;
    }

    private static bool IsUnder(Int128 digits, int scale, int yuan)
    {
        for (; scale > 0; scale--)
            digits /= 10;
        return digits < yuan;
    }

    private static bool TryFen(Int128 digits, int scale, AmountUnit unit, out long fen)
    {
        fen = 0;
        var amount = digits * FenPer(unit);
        for (; scale > 0; scale--)
        {
            if (amount % 10 != 0)
                return false;
            amount /= 10;
        }

        if (amount > long.MaxValue)
            return false;
        fen = (long)amount;
        return true;
    }

    private static long FenPer(AmountUnit unit) => unit switch
    {
        AmountUnit.Fen => 1,
        AmountUnit.Yuan => 100,
        AmountUnit.ThousandYuan => 100_000,
        AmountUnit.TenThousandYuan => 1_000_000,
        AmountUnit.MillionYuan => 100_000_000,
        AmountUnit.TenMillionYuan => 1_000_000_000,
        AmountUnit.HundredMillionYuan => 10_000_000_000,
        _ => throw new ArgumentOutOfRangeException(nameof(unit)),
    };
}
