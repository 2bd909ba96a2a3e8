using System.Numerics;

namespace Matchmaking.Ranking.Index;

/// <summary>Collects candidates of blocks until there are enough for the scorer, and hands them to the best rows. For one thread.</summary>
internal sealed class RowBatch(IndexSnapshot snapshot, FundLimits limits, RowReader reader, IScorerRoom room, TopRows top)
{
    /// <summary>Rows that are scored at once: as many as the scorer takes through one part of its trees.</summary>
    public const int Most = 512;

    /// <summary>So many are no longer cheaper together.</summary>
    private const int Few = 64;

    private readonly double[] _raw = new double[Most];
    private readonly TopRow[] _rows = new TopRow[Most];
    private int _count;

    /// <summary>Rows that were scored so far, or are going to be.</summary>
    public int Scored { get; private set; }

    public void Add(BlockRef reference)
    {
        var part = snapshot.Parts[reference.Part];
        var block = part.Segment.Blocks[reference.Block];
        var columns = part.Segment.Columns;
        reader.Begin(block.Family);
        room.Begin(snapshot.Words.Families[block.Family], reference.Memory, top.Threshold);
        for (var rows = reference.Rows; rows != 0; rows &= rows - 1)
        {
            var row = block.Start + BitOperations.TrailingZeroCount(rows);
            if (!room.MayReach(columns, row, limits.Ticket(columns.Amounts[row])))
                continue;
            Scored++;
            room.Set(_count, reader.Read(columns, row));
            _rows[_count++] = new(0, columns.Ids[row], reference.Part, row);
            if (_count == Most)
                Flush();
        }

        // The first blocks are the best: the sooner their scores count, the fewer others are read.
        if (_count >= Few || top.Threshold == double.NegativeInfinity)
            Flush();
    }

    public void Flush()
    {
        var raw = _raw.AsSpan(0, _count);
        room.Score(raw);
        var threshold = top.Threshold;
        var kept = 0;
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] >= threshold)
                _rows[kept++] = _rows[i] with { Raw = raw[i] };
        }

        top.Add(_rows.AsSpan(0, kept));
        _count = 0;
    }
}
