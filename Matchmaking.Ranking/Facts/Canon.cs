using System.Security.Cryptography;
using System.Text.Json;
using Matchmaking.Core.Common;

namespace Matchmaking.Ranking.Facts;

/// <summary>The canonical form of facts: sorted lists, the product's one JSON, SHA-256 over its bytes.</summary>
internal static class Canon
{
    public static IReadOnlyList<T> List<T>(IEnumerable<T> values) => [.. values.Distinct().Order()];

    public static IReadOnlyList<string> Texts(IEnumerable<string> values) =>
        [.. values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    public static byte[] Bytes<T>(T facts) => JsonSerializer.SerializeToUtf8Bytes(facts, WireJson.Options);

    public static byte[] Digest<T>(T facts) => SHA256.HashData(Bytes(facts));
}
