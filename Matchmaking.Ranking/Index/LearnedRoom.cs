using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Trees;

namespace Matchmaking.Ranking.Index;

/// <summary>Where one thread bounds and scores by a learned model.</summary>
internal sealed class LearnedRoom : IScorerRoom
{
    /// <summary>Steps that no sum of leaves is as far from 0 as.</summary>
    private const long Beyond = 1L << 60;

    private readonly LearnedDirection _trees;
    private readonly LearnedColumns _columns;
    private readonly FundMasks? _masks;
    private readonly BlockMasks? _blockMasks;
    private readonly BoundTrees? _walk;
    private readonly ColumnBounds[] _bounds;
    private readonly float[] _rows;
    private readonly long[] _scores;

    // A room that bounds blocks alone has none.
    private RowMasks? _rowMasks;

    public LearnedRoom(LearnedDirection trees, LearnedColumns columns, FundMasks? masks, BoundTrees? walk, int rows)
    {
        (_trees, _columns, _masks, _walk) = (trees, columns, masks, walk);
        _blockMasks = masks is null ? null : new(masks);
        (_rows, _scores) = (new float[rows * columns.Count], new long[rows]);
        _bounds = new ColumnBounds[columns.Count];
        foreach (var column in columns.Fixed)
            _bounds[column] = ColumnBounds.Of(Interval.Of(columns.Constant[column]));
    }

    public double Bound(in RequestBlock block, ReadOnlySpan<Interval> bounds, out BlockMemory? memory)
    {
        if (_masks is not null)
        {
            var leaves = _blockMasks!.Of(block, bounds);
            memory = new(leaves, bounds[(int)FeatureSlot.BreachProbabilityChange]);
            return FixedScore.ToDouble(_masks.Trees.Upper(leaves));
        }

        memory = null;
        foreach (var (column, slot) in _columns.Slots)
            _bounds[column] = ColumnBounds.Of(_columns.Bounds(slot, bounds));
        return FixedScore.ToDouble(_walk!.Upper(_bounds));
    }

    public void BoundRows(in BlockRows rows, BlockMemory? memory, double least, Span<double> upper)
    {
        if (memory is null)
        {
            upper.Fill(double.PositiveInfinity);
            return;
        }

        _rowMasks ??= new(_masks!);
        Span<long> steps = stackalloc long[RequestBlock.Most];
        // Before there are enough rows there is no least score.
        _rowMasks.Bound(rows, memory, double.IsNegativeInfinity(least) ? -Beyond : FixedScore.Of(least), steps);
        for (var i = 0; i < upper.Length; i++)
            upper[i] = steps[i] == long.MinValue ? double.NegativeInfinity : FixedScore.ToDouble(steps[i]);
    }

    public void Set(int place, ReadOnlySpan<double> values) => _columns.Fill(values, _rows.AsSpan(place * _columns.Count, _columns.Count));

    public void Score(Span<double> raw)
    {
        var scores = _scores.AsSpan(0, raw.Length);
        _trees.Scorer.Score(_rows.AsSpan(0, raw.Length * _columns.Count), scores);
        for (var i = 0; i < scores.Length; i++)
            raw[i] = FixedScore.ToDouble(scores[i]);
    }
}
