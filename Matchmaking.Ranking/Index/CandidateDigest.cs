using System.Security.Cryptography;
using Matchmaking.Ranking.Profiles;

namespace Matchmaking.Ranking.Index;

/// <summary>
/// One SHA-256 for a set of requests, whatever the order in which they came and went: a tree of hashes (R. Merkle, CRYPTO 1987) over 65,536 buckets of ids. A bucket's
/// hash is over the digests of its requests in the order of their ids, a node's over the numbers and hashes of those of its 256 children that are not empty. A changed
/// request costs its bucket, one node and the root. Immutable; what did not change is shared.
/// </summary>
public sealed class CandidateDigest
{
    private const int Fan = 256;
    private const int HashBytes = 32;

    // 256 nodes of 256 hashes of buckets; null where nothing is below.
    private readonly byte[]?[]?[] _buckets;
    private readonly byte[]?[] _nodes;
    private readonly Lazy<byte[]?> _root;

    private CandidateDigest(byte[]?[]?[] buckets, byte[]?[] nodes)
    {
        (_buckets, _nodes) = (buckets, nodes);
        _root = new(() => Node(_nodes));
    }

    /// <summary>Of no request.</summary>
    public static CandidateDigest Empty { get; } = new(new byte[]?[Fan][], new byte[]?[Fan]);

    /// <summary>32 bytes.</summary>
    public ReadOnlyMemory<byte> Root => _root.Value ?? SHA256.HashData([]);

    /// <summary>Of requests in any order, each id once: what an index keeps of the same requests.</summary>
    public static CandidateDigest Of(IEnumerable<RequestProfile> requests)
    {
        var buckets = requests.GroupBy(r => RequestSegment.Bucket(r.Order));
        return Empty.With(buckets.Select(b => (b.Key, Of(b.OrderBy(r => r.Order).Select(r => r.Digest)))));
    }

    /// <summary>With other hashes of some buckets.</summary>
    /// <param name="changed">By number; null for a bucket that is empty now.</param>
    internal CandidateDigest With(IEnumerable<(int Bucket, byte[]? Hash)> changed)
    {
        var (buckets, nodes) = ((byte[]?[]?[])_buckets.Clone(), (byte[]?[])_nodes.Clone());
        var copied = new bool[Fan];
        foreach (var (bucket, hash) in changed)
        {
            var node = bucket / Fan;
            if (!copied[node])
                (buckets[node], copied[node]) = ((byte[]?[]?)_buckets[node]?.Clone() ?? new byte[]?[Fan], true);
            buckets[node]![bucket % Fan] = hash;
        }

        for (var node = 0; node < Fan; node++)
        {
            if (copied[node])
                nodes[node] = Node(buckets[node]!);
        }

        return new(buckets, nodes);
    }

    /// <summary>The hash of a bucket.</summary>
    /// <param name="digests">Of its requests, in the order of their ids.</param>
    /// <returns>Null for none.</returns>
    internal static byte[]? Of(IEnumerable<ReadOnlyMemory<byte>> digests)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var some = false;
        foreach (var digest in digests)
        {
            some = true;
            hash.AppendData(digest.Span);
        }

        return some ? hash.GetHashAndReset() : null;
    }

    private static byte[]? Node(byte[]?[] children)
    {
        Span<byte> bytes = stackalloc byte[Fan * (1 + HashBytes)];
        var length = 0;
        for (var child = 0; child < Fan; child++)
        {
            if (children[child] is not { } hash)
                continue;
            bytes[length] = (byte)child;
            hash.CopyTo(bytes[(length + 1)..]);
            length += 1 + HashBytes;
        }

        return length == 0 ? null : SHA256.HashData(bytes[..length]);
    }
}
