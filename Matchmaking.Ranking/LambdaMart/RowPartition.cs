using Matchmaking.Core.Numerics;

namespace Matchmaking.Ranking.LambdaMart;

/// <summary>The rows of each leaf of a growing tree, as consecutive stretches of one array; within a stretch they ascend.</summary>
internal sealed class RowPartition
{
    /// <summary>A part for another thread is worth its start from so many rows.</summary>
    private const int RowsAThread = 16384;

    private readonly int[] _rows;
    private readonly int[] _other;
    private readonly Parallelism _parallelism;

    /// <param name="rows">Rows that take part, ascending; reordered.</param>
    /// <param name="other">As long; overwritten.</param>
    /// <param name="parallelism">How many threads may work at once.</param>
    public RowPartition(int[] rows, int[] other, Parallelism parallelism) => (_rows, _other, _parallelism) = (rows, other, parallelism);

    public int Count => _rows.Length;

    public ReadOnlyMemory<int> Rows(int start, int count) => _rows.AsMemory(start, count);

    /// <summary>Moves the rows that go left to the front of a stretch; both sides keep their order.</summary>
    /// <param name="start">Of the stretch.</param>
    /// <param name="count">Its rows.</param>
    /// <param name="column">Bins of the feature that divides.</param>
    /// <param name="lastLeft">Present values up to this bin go left.</param>
    /// <param name="missingRight">Where bin 0 goes.</param>
    /// <returns>How many go left.</returns>
    public int Divide(int start, int count, byte[] column, int lastLeft, bool missingRight)
    {
        var starts = Array.ConvertAll(_parallelism.Stretches(count, RowsAThread), b => start + b);
        var parts = starts.Length - 1;
        var lefts = new int[parts];
        _parallelism.For(parts, part =>
        {
            var stretch = starts[part]..starts[part + 1];
            lefts[part] = Divide(_rows.AsSpan(stretch), _other.AsSpan(stretch), column, lastLeft, missingRight);
        });

        var end = start;
        for (var part = 0; part < parts; end += lefts[part], part++)
            _rows.AsSpan(starts[part], lefts[part]).CopyTo(_rows.AsSpan(end));
        var allLefts = end - start;
        for (var part = 0; part < parts; part++)
        {
            var rights = _other.AsSpan(starts[part], starts[part + 1] - starts[part] - lefts[part]);
            rights.CopyTo(_rows.AsSpan(end));
            end += rights.Length;
        }

        return allLefts;
    }

    /// <summary>Left ones to the front of their own array, right ones to the other.</summary>
    private static int Divide(Span<int> rows, Span<int> right, byte[] column, int lastLeft, bool missingRight)
    {
        // Bin 0 counts as the largest where missing goes right: one comparison answers both questions.
        var shift = missingRight ? 1 : 0;
        var limit = (byte)(lastLeft - shift);
        var (lefts, rights) = (0, 0);
        foreach (var row in rows)
        {
            var goesRight = (byte)(column[row] - shift) > limit ? 1 : 0;
            rows[lefts] = row;
            right[rights] = row;
            rights += goesRight;
            lefts += 1 - goesRight;
        }

        return lefts;
    }
}
