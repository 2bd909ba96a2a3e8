using System.Buffers;
using System.IO.Compression;
using Matchmaking.Core.Common;
using Matchmaking.Ranking.Rankings;

namespace Matchmaking.Api.Services;

/// <summary>
/// Keeps rankings whose first page was served, so that the next pages belong to the same list whatever changes meanwhile.
/// A list is kept until ten minutes after its last page was served; the same list is kept once for all who page it. Whole ones are
/// kept compressed, in bounded memory: what goes beyond drops those first that were not paged for longest. Of one that the index answers the
/// question is kept, and the columns that it reads.
/// </summary>
/// <param name="clock">Says when ten minutes are over.</param>
/// <param name="mostBytes">That all lists together may take.</param>
internal sealed class RankingLists(TimeProvider clock, long mostBytes = RankingLists.MostBytes)
{
    /// <summary>
    /// A ranking of 250 requests takes some 20 kB: 13,000 of them, 20 new ones in each second of the ten minutes. Only lists that
    /// differ take room, so that it is the changes of the data that fill it, not the callers.
    /// </summary>
    public const long MostBytes = 256 << 20;

    /// <summary>Fast, and contributions repeat their names: a tenth is left.</summary>
    private const int Quality = 1;
    private const int Window = 22;

    /// <summary>Of one that the index answers: some hundred places of rows, and the fund's facts.</summary>
    private const int IndexedBytes = 20_000;

    private static readonly TimeSpan _kept = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();

    // All are kept equally long, so the order of use is that of expiry.
    private readonly RecentlyUsed<string, Entry> _lists = new(mostBytes, entry => entry.Ranking is null ? entry.Bytes.Length : IndexedBytes);

    /// <summary>What the kept lists take, expired ones included until the next list is kept.</summary>
    public long Bytes
    {
        get
        {
            lock (_gate)
                return _lists.Weight;
        }
    }

    public void Keep(ServedRanking ranking)
    {
        lock (_gate)
        {
            // One that was asked for with rank intervals says more.
            if (Use(ranking.InputHash) is { } known && known.Freeze == ranking.Freeze && (known.Intervals || !ranking.HasIntervals))
                return;
        }

        var entry = ranking is WholeRanking whole ? Pack(whole) : new Entry(ranking, [], 0, ranking.Freeze, ranking.HasIntervals, clock.GetUtcNow());
        lock (_gate)
        {
            _lists.Set(ranking.InputHash, entry);
            while (_lists.TryPeekOldest(out var hash, out var oldest) && IsExpired(oldest))
                _lists.Remove(hash);
        }
    }

    public ServedRanking? Find(string inputHash)
    {
        Entry? entry;
        lock (_gate)
            entry = Use(inputHash);
        return entry is null ? null : entry.Ranking ?? new WholeRanking(Unpack(entry), entry.Freeze);
    }

    /// <returns>Null where there is none any more.</returns>
    private Entry? Use(string inputHash)
    {
        if (!_lists.TryPeek(inputHash, out var entry) || IsExpired(entry))
            return null;
        var used = entry with { UsedAt = clock.GetUtcNow() };
        _lists.Set(inputHash, used);
        return used;
    }

    private bool IsExpired(Entry entry) => entry.UsedAt + _kept < clock.GetUtcNow();

    private Entry Pack(WholeRanking ranking)
    {
        var plain = RankingBodyCodec.Write(ranking.Body);
        var packed = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(plain.Length));
        try
        {
            if (!BrotliEncoder.TryCompress(plain, packed, out var length, Quality, Window))
                throw new InvalidOperationException($"{plain.Length} bytes do not fit in {packed.Length} compressed ones.");
            return new Entry(null, packed[..length], plain.Length, ranking.Freeze, ranking.HasIntervals, clock.GetUtcNow());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(packed);
        }
    }

    private static RankingBody Unpack(Entry entry)
    {
        var plain = ArrayPool<byte>.Shared.Rent(entry.PlainLength);
        try
        {
            if (!BrotliDecoder.TryDecompress(entry.Bytes, plain, out var length) || length != entry.PlainLength)
                throw new InvalidDataException($"A kept ranking of {entry.PlainLength} bytes cannot be read.");
            return RankingBodyCodec.Read(plain.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(plain);
        }
    }

    /// <param name="Ranking">One that is kept as it is; null for one that is packed.</param>
    /// <param name="Bytes">The ranking, compressed.</param>
    /// <param name="PlainLength">Before.</param>
    /// <param name="Freeze">The freeze that it comes from; null when it was computed.</param>
    /// <param name="Intervals">Whether it has rank intervals.</param>
    /// <param name="UsedAt">When a page of it was last served.</param>
    private sealed record Entry(ServedRanking? Ranking, byte[] Bytes, int PlainLength, FreezeId? Freeze, bool Intervals, DateTimeOffset UsedAt);
}
