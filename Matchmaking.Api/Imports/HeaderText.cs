using System.Collections.Frozen;
using System.Text;
using Matchmaking.Core.Common;

namespace Matchmaking.Api.Imports;

/// <summary>What a header says beside the name of its column: the unit of the bare numbers below it.</summary>
/// <param name="Amount">For amounts; null: none.</param>
/// <param name="Percent">For ratios: 80 means 80%.</param>
internal readonly record struct HeaderUnit(AmountUnit? Amount = null, bool Percent = false);

/// <summary>Headers as people write them: letter case, widths of characters, blanks, marks of required columns and units vary.</summary>
internal static class HeaderText
{
    private const char FirstFullWidth = '！';
    private const char LastFullWidth = '～';
    private const int FullWidthOffset = FirstFullWidth - '!';

    private static readonly FrozenDictionary<string, AmountUnit> _englishUnits = new Dictionary<string, AmountUnit>
    {
        ["k"] = AmountUnit.ThousandYuan,
        ["1k"] = AmountUnit.ThousandYuan,
        ["thousand"] = AmountUnit.ThousandYuan,
        ["10k"] = AmountUnit.TenThousandYuan,
        ["10000"] = AmountUnit.TenThousandYuan,
        ["wan"] = AmountUnit.TenThousandYuan,
        ["m"] = AmountUnit.MillionYuan,
        ["1m"] = AmountUnit.MillionYuan,
        ["million"] = AmountUnit.MillionYuan,
        ["10m"] = AmountUnit.TenMillionYuan,
        ["10million"] = AmountUnit.TenMillionYuan,
        ["100m"] = AmountUnit.HundredMillionYuan,
        ["100million"] = AmountUnit.HundredMillionYuan,
        ["yi"] = AmountUnit.HundredMillionYuan,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What is compared: half-width, lower case, without blanks, <c>*</c>, <c>_</c> and <c>-</c>.</summary>
    public static string Normalise(string header)
    {
        var text = new StringBuilder(header.Length);
        foreach (var c in header)
        {
            var narrow = c is >= FirstFullWidth and <= LastFullWidth ? (char)(c - FullWidthOffset) : c;
            if (!char.IsWhiteSpace(narrow) && narrow is not ('*' or '_' or '-'))
                text.Append(char.ToLowerInvariant(narrow));
        }

        return text.ToString();
    }

    /// <summary>Splits off what stands in brackets, or behind a slash, at the end of a normalised header.</summary>
    public static bool TrySplit(string normalised, out string name, out string suffix, out bool bracketed)
    {
        bracketed = normalised.EndsWith(')');
        var start = bracketed ? normalised.LastIndexOf('(') : normalised.LastIndexOf('/');
        (name, suffix) = start <= 0 ? (normalised, "") : (normalised[..start], bracketed ? normalised[(start + 1)..^1] : normalised[(start + 1)..]);
        return start > 0;
    }

    /// <summary>The unit of amounts that a normalised suffix names.</summary>
    /// <returns>False for what is neither a unit nor the name of the currency: another currency, for example.</returns>
    public static bool TryAmountUnit(string suffix, out AmountUnit? unit)
    {
        unit = AmountText.UnitOfHeader($"({suffix})");
        if (unit is not null)
            return true;
        var number = suffix;
        foreach (var word in (ReadOnlySpan<string>)["cny", "rmb", "人民币", "yuan", ","])
            number = number.Replace(word, "", StringComparison.Ordinal);
        if (_englishUnits.TryGetValue(number, out var english))
            unit = english;
        else if (number.Length == 0 && suffix.Contains("yuan", StringComparison.Ordinal))
            unit = AmountUnit.Yuan;
        return unit is not null || (number.Length == 0 && suffix.Length > 0);
    }
}
