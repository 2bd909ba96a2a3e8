using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Matchmaking.Api.Http;

/// <summary>
/// Opaque positions in lists: where the next page starts, bound to the list and its filters, so that a cursor of another
/// list or an altered one is refused instead of giving rows that nobody asked for.
/// </summary>
internal static class Cursor
{
    public static string Encode(string scope, string position) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{Digest(scope, position)}.{position}"));

    /// <returns>The position, or null when the cursor is not one of this scope.</returns>
    public static string? Decode(string scope, string cursor)
    {
        if (!Base64Url.IsValid(cursor))
            return null;
        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)).Split('.', 2);
        // Compared as a whole: other spellings of the same bytes are not cursors of ours.
        return parts is [_, var position] && Encode(scope, position) == cursor ? position : null;
    }

    private static string Digest(string scope, string position) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{scope}\n{position}")).AsSpan(0, 6));
}
