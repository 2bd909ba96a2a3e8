using System.Numerics;

namespace Matchmaking.Ranking.Index;

/// <summary>
/// Collects candidates of blocks, scores those that promise most, and hands them to the best rows; the others wait, until enough is known to leave them out. For one thread.
/// </summary>
internal sealed class RowBatch(IndexSnapshot snapshot, FundLimits limits, RowReader reader, IScorerRoom room, TopRows top)
{
    /// <summary>Rows that are scored at once.</summary>
    public const int Most = 64;

    /// <summary>Rows that wait at most before those of another block come: the sooner scores count, the fewer others are bound a second time.</summary>
    private const int MostWaiting = 32;

    /// <summary>Rows that wait on then.</summary>
    private const int FewWaiting = 8;

    private readonly double[] _raw = new double[Most];
    private readonly TopRow[] _scored = new TopRow[Most];
    private readonly double[] _keys = new double[MostWaiting + RequestBlock.Most];
    private readonly TopRow[] _waiting = new TopRow[MostWaiting + RequestBlock.Most];
    private readonly int[] _rows = new int[RequestBlock.Most];
    private readonly long[] _tickets = new long[RequestBlock.Most];
    private readonly double[] _upper = new double[RequestBlock.Most];
    private int _count;

    /// <summary>Rows that were scored so far.</summary>
    public int Scored { get; private set; }

    public void Add(BlockRef reference)
    {
        var part = snapshot.Parts[reference.Part];
        ref readonly var block = ref part.Segment.Blocks[reference.Block];
        var (columns, count, threshold) = (part.Segment.Columns, 0, top.Threshold);
        for (var rows = reference.Rows; rows != 0; rows &= rows - 1)
        {
            var row = block.Start + BitOperations.TrailingZeroCount(rows);
            (_rows[count], _tickets[count++]) = (row, limits.Ticket(columns.Amounts[row]));
        }

        var upper = _upper.AsSpan(0, count);
        room.BoundRows(
            new() { Columns = columns, Family = snapshot.Words.Families[block.Family], Rows = _rows.AsSpan(0, count), Tickets = _tickets.AsSpan(0, count) },
            reference.Memory,
            threshold,
            upper);
        for (var i = 0; i < count; i++)
        {
            if (upper[i] < threshold || double.IsNegativeInfinity(upper[i]))
                continue;
            (_keys[_count], _waiting[_count++]) = (-upper[i], new(upper[i], columns.Ids[_rows[i]], reference.Part, _rows[i]));
        }

        if (_count >= MostWaiting)
            ScoreBest(FewWaiting);
    }

    /// <summary>Scores all that wait and may be among the best rows.</summary>
    public void Flush() => ScoreBest(0);

    /// <summary>Scores rows in the order of what they promise, until some are left that wait on.</summary>
    private void ScoreBest(int left)
    {
        Array.Sort(_keys, _waiting, 0, _count);
        var at = 0;
        while (_count - at > left)
        {
            var end = Math.Min(_count, at + Most);
            Score(_waiting.AsSpan(at, end - at));
            at = end;
            while (_count > at && _waiting[_count - 1].Raw < top.Threshold)
                _count--;
        }

        Array.Copy(_waiting, at, _waiting, 0, _count - at);
        Array.Copy(_keys, at, _keys, 0, _count - at);
        _count -= at;
    }

    private void Score(ReadOnlySpan<TopRow> rows)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            var columns = snapshot.Parts[rows[i].Part].Segment.Columns;
            reader.Begin(columns.Families[rows[i].Row]);
            room.Set(i, reader.Read(columns, rows[i].Row));
        }

        var raw = _raw.AsSpan(0, rows.Length);
        var (threshold, kept) = (top.Threshold, 0);
        room.Score(raw);
        for (var i = 0; i < rows.Length; i++)
        {
            if (raw[i] >= threshold)
                _scored[kept++] = rows[i] with { Raw = raw[i] };
        }

        top.Add(_scored.AsSpan(0, kept));
        Scored += rows.Length;
    }
}
