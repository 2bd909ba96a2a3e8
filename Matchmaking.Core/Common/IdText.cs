namespace Matchmaking.Core.Common;

/// <summary>The one spelling of ids: 36 characters, hexadecimal digits in five groups with hyphens between them.</summary>
public static class IdText
{
    private const int Length = 36;

    /// <summary>Stricter than <see cref="Guid.TryParseExact(string, string, out Guid)"/>, which also takes blanks around and signs inside.</summary>
    public static bool TryParse(string? text, out Guid id)
    {
        id = default;
        return text is { Length: Length }
            && text.All(c => c == '-' || char.IsAsciiHexDigit(c))
            && Guid.TryParseExact(text, "D", out id);
    }
}
