using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Matchmaking.Core.Common;

/// <summary>Numbers of JSON as decimals, only where nothing is rounded: <c>1e-400</c> is not 0.</summary>
internal static class ExactDecimal
{
    // A decimal has 28 digits, before or behind the point; no amount and no share needs as many.
    private const int DigitsMax = 28;

    /// <returns>False when the number has more digits, or is larger, than a decimal can hold.</returns>
    public static bool TryRead(ref Utf8JsonReader reader, out decimal value)
    {
        value = default;
        return reader.ValueSpan.Length <= DigitsMax && Scale(reader.ValueSpan) <= DigitsMax && reader.TryGetDecimal(out value);
    }

    /// <summary>Digits behind the point once the exponent is applied.</summary>
    private static int Scale(ReadOnlySpan<byte> number)
    {
        var exponentAt = number.IndexOfAny((byte)'e', (byte)'E');
        var mantissa = exponentAt < 0 ? number : number[..exponentAt];
        var pointAt = mantissa.IndexOf((byte)'.');
        var decimals = pointAt < 0 ? 0 : mantissa.Length - pointAt - 1;
        if (exponentAt < 0)
            return decimals;
        // An exponent that is no int is out of every range.
        return int.TryParse(Encoding.ASCII.GetString(number[(exponentAt + 1)..]), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent) && exponent is > -1_000 and < 1_000
            ? decimals - exponent
            : int.MaxValue;
    }
}
