using System.Runtime.CompilerServices;
using Matchmaking.Core.Numerics;

namespace Matchmaking.Ranking.Index;

/// <summary>Rows in clustered order with their blocks, and two orders to find them by. Immutable.</summary>
internal sealed class RequestSegment
{
    private readonly int[] _byBucket;
    private readonly int[] _byStartup;

    /// <param name="columns">Clustered; must not change any more.</param>
    /// <param name="blocks">All rows, one block after the other.</param>
    public RequestSegment(RequestColumns columns, RequestBlock[] blocks)
    {
        (Columns, Blocks) = (columns, blocks);
        _byBucket = ByBucket(columns);
        _byStartup = [.. Enumerable.Range(0, columns.Count)];
        Array.Sort(columns.Startups.ToArray(), _byStartup);
    }

    public RequestColumns Columns { get; }

    public RequestBlock[] Blocks { get; }

    /// <summary>Memory taken, in bytes.</summary>
    public long Bytes => Columns.Bytes + (long)sizeof(int) * (_byBucket.Length + _byStartup.Length) + Blocks.LongLength * Unsafe.SizeOf<RequestBlock>();

    /// <summary>Whether an id occurs twice.</summary>
    public bool HasRepeats
    {
        get
        {
            for (var i = 1; i < _byBucket.Length; i++)
            {
                if (Columns.Ids[_byBucket[i]] == Columns.Ids[_byBucket[i - 1]])
                    return true;
            }

            return false;
        }
    }

    /// <summary>One of 65,536 even parts of all ids, whatever they are made of.</summary>
    public static int Bucket(UInt128 id) => (int)(SplitMix64.Mix((ulong)(id >> 64) ^ SplitMix64.Mix((ulong)id)) >> 48);

    /// <summary>The row of a request; -1 where it is not here.</summary>
    public int Find(UInt128 id)
    {
        var at = First(Bucket(id), id);
        return at < _byBucket.Length && Columns.Ids[_byBucket[at]] == id ? _byBucket[at] : -1;
    }

    /// <summary>Rows whose ids are in a bucket, in the order of the ids.</summary>
    public ReadOnlySpan<int> InBucket(int bucket)
    {
        var start = First(bucket, UInt128.Zero);
        var end = start;
        while (end < _byBucket.Length && Bucket(Columns.Ids[_byBucket[end]]) == bucket)
            end++;
        return _byBucket.AsSpan(start, end - start);
    }

    /// <summary>Rows of a startup.</summary>
    public ReadOnlySpan<int> OfStartup(UInt128 startup)
    {
        var (low, high) = (0, _byStartup.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Columns.Startups[_byStartup[middle]] < startup)
                low = middle + 1;
            else
                high = middle;
        }

        var end = low;
        while (end < _byStartup.Length && Columns.Startups[_byStartup[end]] == startup)
            end++;
        return _byStartup.AsSpan(low, end - low);
    }

    private static int[] ByBucket(RequestColumns columns)
    {
        var rows = Enumerable.Range(0, columns.Count).ToArray();
        var buckets = new ushort[rows.Length];
        for (var row = 0; row < buckets.Length; row++)
            buckets[row] = (ushort)Bucket(columns.Ids[row]);
        Array.Sort(buckets, rows);
        var ids = Array.ConvertAll(rows, r => columns.Ids[r]);
        for (var start = 0; start < rows.Length;)
        {
            var end = start + 1;
            while (end < rows.Length && buckets[end] == buckets[start])
                end++;
            Array.Sort(ids, rows, start, end - start);
            start = end;
        }

        return rows;
    }

    /// <summary>Where in the order of buckets and ids a request stands, or would.</summary>
    private int First(int bucket, UInt128 id)
    {
        var (low, high) = (0, _byBucket.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            var other = Columns.Ids[_byBucket[middle]];
            var at = Bucket(other);
            if (at < bucket || (at == bucket && other < id))
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
