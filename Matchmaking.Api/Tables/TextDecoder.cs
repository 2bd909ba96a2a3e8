using System.Text;
using System.Text.Unicode;

namespace Matchmaking.Api.Tables;

/// <summary>
/// Finds out how a text file is encoded: by its byte order mark, else UTF-8 where all of it is valid UTF-8, else GB18030,
/// which is what Excel saves in China. All are read strictly; a file that is none of them is refused, not mended.
/// </summary>
// In this order, since Chinese text in GB18030 is practically never valid UTF-8, while UTF-8 often passes for GB18030.
internal static class TextDecoder
{
    private static readonly Encoding _utf16 = new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true);

    private static readonly Encoding _gb18030 =
        CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <returns>The text in UTF-8 without a byte order mark; null when it is in no known encoding.</returns>
    public static ReadOnlyMemory<byte>? ToUtf8(ReadOnlyMemory<byte> file)
    {
        if (file.Span is [0xEF, 0xBB, 0xBF, ..])
            return Utf8.IsValid(file.Span[3..]) ? file[3..] : default(ReadOnlyMemory<byte>?);
        // "Unicode text" of Excel.
        if (file.Span is [0xFF, 0xFE, ..])
            return Convert(_utf16, file.Span[2..]);
        return Utf8.IsValid(file.Span) ? file : Convert(_gb18030, file.Span);
    }

    private static ReadOnlyMemory<byte>? Convert(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Encoding.UTF8.GetBytes(encoding.GetString(bytes));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
