using System.Numerics;

namespace Matchmaking.Ranking.Index;

/// <summary>A segment as one snapshot sees it: without the rows that were changed or deleted since. Immutable.</summary>
internal sealed class IndexPart
{
    private const int BitsAWord = 64;

    private readonly ulong[]? _removed;

    public IndexPart(RequestSegment segment)
        : this(segment, null, 0)
    {
    }

    private IndexPart(RequestSegment segment, ulong[]? removed, int removedCount) => (Segment, _removed, Removed) = (segment, removed, removedCount);

    public RequestSegment Segment { get; }

    /// <summary>How many rows of the segment do not count.</summary>
    public int Removed { get; }

    public int Live => Segment.Columns.Count - Removed;

    public bool IsLive(int row) => _removed is null || (_removed[row / BitsAWord] >> (row % BitsAWord) & 1) == 0;

    /// <summary>How many of some rows side by side do not count.</summary>
    public int RemovedIn(int start, int end)
    {
        if (_removed is null)
            return 0;
        var count = 0;
        for (var word = start / BitsAWord; word <= (end - 1) / BitsAWord; word++)
        {
            var bits = _removed[word];
            if (word == start / BitsAWord)
                bits &= ulong.MaxValue << (start % BitsAWord);
            if (word == (end - 1) / BitsAWord)
                bits &= ulong.MaxValue >> (BitsAWord - 1 - ((end - 1) % BitsAWord));
            count += BitOperations.PopCount(bits);
        }

        return count;
    }

    /// <summary>The row of a request that counts; -1 where there is none here.</summary>
    public int Find(UInt128 id)
    {
        var row = Segment.Find(id);
        return row >= 0 && IsLive(row) ? row : -1;
    }

    /// <param name="rows">That count until now.</param>
    public IndexPart Without(IReadOnlyCollection<int> rows)
    {
        if (rows.Count == 0)
            return this;
        var removed = (ulong[]?)_removed?.Clone() ?? new ulong[(Segment.Columns.Count + BitsAWord - 1) / BitsAWord];
        foreach (var row in rows)
            removed[row / BitsAWord] |= 1UL << (row % BitsAWord);
        return new(Segment, removed, Removed + rows.Count);
    }
}
