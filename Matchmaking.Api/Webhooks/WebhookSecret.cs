using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Matchmaking.Api.Webhooks;

/// <summary>Secrets of webhooks, and what is signed with them.</summary>
internal static class WebhookSecret
{
    /// <summary>How long the secret before a rotation signs too.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    private const string Prefix = "whsec_";

    /// <summary>256 random bits behind a prefix that scanners for leaked secrets can recognise.</summary>
    public static string Create() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>
    /// The header <c>Matchmaking-Signature</c>: <c>t=UNIX,v1=HEX</c>, the HMAC-SHA256 of <c>t.body</c> under the UTF-8 of the secret; one <c>v1</c> a secret.
    /// </summary>
    public static string Sign(IEnumerable<string> secrets, DateTimeOffset at, byte[] body)
    {
        var time = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.ASCII.GetBytes(time + "."), .. body];
        return $"t={time}{string.Concat(secrets.Select(s => ",v1=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(s), signed))))}";
    }
}
