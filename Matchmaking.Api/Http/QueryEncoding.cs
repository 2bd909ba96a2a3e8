using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Matchmaking.Api.Http;

/// <summary>
/// Whether escaped bytes of a query are text. The server leaves bytes that are none as they were written (<c>%ED%A0%80</c>, a lone
/// surrogate), so that afterwards they look like those very characters.
/// </summary>
internal static class QueryEncoding
{
    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static bool IsText(QueryString query, string name)
    {
        foreach (var pair in new QueryStringEnumerable(query.Value))
        {
            if (pair.DecodeName().Span.SequenceEqual(name) && !IsText(pair.EncodedValue.Span))
                return false;
        }

        return true;
    }

    private static bool IsText(ReadOnlySpan<char> encoded)
    {
        var bytes = new List<byte>(encoded.Length);
        for (var i = 0; i < encoded.Length; i++)
        {
            if (encoded[i] == '%' && i + 2 < encoded.Length && char.IsAsciiHexDigit(encoded[i + 1]) && char.IsAsciiHexDigit(encoded[i + 2]))
            {
                bytes.AddRange(Convert.FromHexString(encoded.Slice(i + 1, 2)));
                i += 2;
            }
            else if (char.IsAscii(encoded[i]))
            {
                bytes.Add((byte)encoded[i]);
            }
        }

        try
        {
            _strict.GetCharCount([.. bytes]);
            return true;
        }
        catch (DecoderFallbackException)
        {
            // The way in which a strict decoder reports bytes that are no UTF-8.
            return false;
        }
    }
}
