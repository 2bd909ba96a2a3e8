using System.Runtime.Intrinsics;
using Matchmaking.Core.Numerics;

namespace Matchmaking.Ranking.LambdaMart;

/// <summary>Makes histograms of leaves, many rows on several threads: each adds up a stretch of them, and whole numbers give the same sums.</summary>
internal sealed class HistogramBuilder
{
    /// <summary>A stretch for another thread is worth its start from so many rows.</summary>
    private const int RowsAThread = 4096;

    private readonly BinnedRows _binned;
    private readonly Parallelism _parallelism;
    private readonly long[][] _packed;
    private readonly Vector128<long>[][] _parts;

    public HistogramBuilder(BinnedRows binned, Parallelism parallelism)
    {
        (_binned, _parallelism) = (binned, parallelism);
        _packed = new long[parallelism.Threads][];
        _parts = new Vector128<long>[parallelism.Threads][];
        for (var i = 0; i < parallelism.Threads; i++)
        {
            _packed[i] = new long[binned.Cells];
            _parts[i] = i == 0 ? [] : new Vector128<long>[binned.Cells];
        }
    }

    /// <param name="cells">Overwritten.</param>
    /// <param name="rows">The rows of the leaf, ascending.</param>
    /// <param name="gradients">Of all rows (<see cref="PackedGradient"/>).</param>
    public void Fill(Vector128<long>[] cells, ReadOnlyMemory<int> rows, long[] gradients)
    {
        Array.Clear(cells);
        var bounds = _parallelism.Stretches(rows.Length, RowsAThread);
        _parallelism.For(bounds.Length - 1, i =>
        {
            var part = i == 0 ? cells : _parts[i];
            if (i > 0)
                Array.Clear(part);
            Histogram.Add(rows.Span[bounds[i]..bounds[i + 1]], _binned, gradients, _packed[i], part);
        });
        for (var i = 1; i + 1 < bounds.Length; i++)
            Histogram.Add(cells, _parts[i]);
    }
}
