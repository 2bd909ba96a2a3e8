using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Matchmaking.Api.Auth;

/// <summary>
/// Secrets of API keys: 256 random bits behind a prefix that scanners for leaked secrets can recognise. Only the SHA-256 is
/// stored; with that much entropy a plain hash cannot be searched, and it is looked up by equality.
/// </summary>
internal static class KeySecret
{
    private const string Prefix = "mmk_";

    public static string Create() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <returns>SHA-256 in lower-case hex.</returns>
    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
