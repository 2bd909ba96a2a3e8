using System.Runtime.Intrinsics;

namespace Matchmaking.Ranking.LambdaMart;

/// <summary>Makes histograms of leaves, many rows on several threads: each adds up a stretch of them, and whole numbers give the same sums.</summary>
internal sealed class HistogramBuilder
{
    /// <summary>A stretch for another thread is worth its start from so many rows.</summary>
    private const int RowsAThread = 4096;

    private readonly BinnedRows _binned;
    private readonly int _threads;
    private readonly long[][] _packed;
    private readonly Vector128<long>[][] _parts;

    public HistogramBuilder(BinnedRows binned, int threads)
    {
        (_binned, _threads) = (binned, threads);
        _packed = new long[threads][];
        _parts = new Vector128<long>[threads][];
        for (var i = 0; i < threads; i++)
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
        var stretches = Math.Clamp(rows.Length / RowsAThread, 1, _threads);
        Workers.Run(stretches, stretches, i =>
        {
            var part = i == 0 ? cells : _parts[i];
            if (i > 0)
                Array.Clear(part);
            var (start, end) = (Boundary(rows.Length, i, stretches), Boundary(rows.Length, i + 1, stretches));
            Histogram.Add(rows.Span[start..end], _binned, gradients, _packed[i], part);
        });
        for (var i = 1; i < stretches; i++)
            Histogram.Add(cells, _parts[i]);
    }

    private static int Boundary(int rows, int part, int parts) => (int)((long)rows * part / parts);
}
