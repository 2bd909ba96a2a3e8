using System.Security.Cryptography;
using System.Text.Json;
using Matchmaking.Core.Common;

namespace Matchmaking.Ranking.Facts;

/// <summary>The canonical form of facts: sorted lists, the product's one JSON, SHA-256 over its bytes.</summary>
internal static class Canon
{
    /// <summary>Sorted and without repeats; a list that is so already stays the same one, as nearly all are that were stored.</summary>
    public static IReadOnlyList<T> List<T>(IEnumerable<T> values) =>
        values is IReadOnlyList<T> list && Rises(list, Comparer<T>.Default) ? list : [.. values.Distinct().Order()];

    /// <summary>The same for texts, in the order of their code units.</summary>
    public static IReadOnlyList<string> Texts(IEnumerable<string> values) =>
        values is IReadOnlyList<string> list && Rises(list, StringComparer.Ordinal) ? list : [.. values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    public static byte[] Bytes<T>(T facts) => JsonSerializer.SerializeToUtf8Bytes(facts, WireJson.Options);

    public static byte[] Digest<T>(T facts) => SHA256.HashData(Bytes(facts));

    private static bool Rises<T>(IReadOnlyList<T> list, IComparer<T> order)
    {
        for (var i = 1; i < list.Count; i++)
        {
            if (order.Compare(list[i - 1], list[i]) >= 0)
                return false;
        }

        return true;
    }
}
