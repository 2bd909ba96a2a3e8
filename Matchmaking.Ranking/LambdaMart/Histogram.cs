using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Matchmaking.Ranking.LambdaMart;

/// <summary>Sums of gradients, hessians and rows for each bin of each feature.</summary>
internal static class Histogram
{
    /// <summary>How many rows ahead memory is asked for.</summary>
    private const int Ahead = 32;

    /// <summary>Adds rows.</summary>
    /// <param name="rows">Which rows, each once.</param>
    /// <param name="binned">All rows as bins.</param>
    /// <param name="gradients">Of all rows (<see cref="PackedGradient"/>).</param>
    /// <param name="packed">Room for as many sums as the rows have cells; all 0 before and after.</param>
    /// <param name="cells">What is added to (<see cref="HistogramCell"/>).</param>
    public static void Add(ReadOnlySpan<int> rows, BinnedRows binned, ReadOnlySpan<long> gradients, Span<long> packed, Span<Vector128<long>> cells)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(cells.Length, binned.Cells);
        ArgumentOutOfRangeException.ThrowIfNotEqual(packed.Length, binned.Cells);
        ArgumentOutOfRangeException.ThrowIfNotEqual(gradients.Length, binned.Rows);
        while (!rows.IsEmpty)
        {
            var some = rows[..Math.Min(rows.Length, PackedGradient.MostRows)];
            rows = rows[some.Length..];
            AddPacked(some, binned, gradients, packed);
            Empty(packed, cells);
        }
    }

    /// <summary>What a sibling holds: the parent's cells less the other child's, in place of the parent's.</summary>
    public static void Subtract(Span<Vector128<long>> parent, ReadOnlySpan<Vector128<long>> child)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(child.Length, parent.Length);
        for (var i = 0; i < parent.Length; i++)
            parent[i] -= child[i];
    }

    /// <summary>Adds what was summed up elsewhere.</summary>
    public static void Add(Span<Vector128<long>> cells, ReadOnlySpan<Vector128<long>> more)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(more.Length, cells.Length);
        for (var i = 0; i < cells.Length; i++)
            cells[i] += more[i];
    }

    /// <summary>
    /// Bins were made within their bounds and rows are the trainer's own: checking each again would take longer than adding. Rows
    /// of a leaf lie apart, each a miss of the caches (66 ns a row of 32 features); asked for early they take 26 ns.
    /// </summary>
    private static unsafe void AddPacked(ReadOnlySpan<int> rows, BinnedRows binned, ReadOnlySpan<long> gradients, Span<long> packed)
    {
        nuint features = (uint)binned.Features;
        fixed (byte* records = binned.Records)
        fixed (int* starts = binned.CellStarts)
        fixed (long* sums = packed)
        fixed (long* gradient = gradients)
        fixed (int* first = rows)
        {
            var apart = Sse.IsSupported && rows[^1] - rows[0] >= rows.Length;
            var end = first + rows.Length;
            var row = first;
            for (; end - row >= 4; row += 4)
            {
                if (apart && end - row >= Ahead + 4)
                    Prefetch(row + Ahead, records, gradient, features);
                AddFour(row, records, gradient, starts, sums, features);
            }

            for (; row < end; row++)
            {
                var record = records + (uint)*row * features;
                for (nuint f = 0; f < features; f++)
                    sums[starts[f] + record[f]] += gradient[*row];
            }
        }
    }

    private static unsafe void Prefetch(int* row, byte* records, long* gradient, nuint features)
    {
        for (var i = 0; i < 4; i++)
        {
            Sse.Prefetch0(records + (uint)row[i] * features);
            Sse.Prefetch0(gradient + (uint)row[i]);
        }
    }

    // On its own, so that the loop keeps what it needs in registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static unsafe void AddFour(int* row, byte* records, long* gradient, int* starts, long* sums, nuint features)
    {
        byte* a = records + (uint)row[0] * features, b = records + (uint)row[1] * features, c = records + (uint)row[2] * features, d = records + (uint)row[3] * features;
        long ofA = gradient[(uint)row[0]], ofB = gradient[(uint)row[1]], ofC = gradient[(uint)row[2]], ofD = gradient[(uint)row[3]];
        for (nuint f = 0; f < features; f++)
        {
            var first = sums + starts[f];
            first[a[f]] += ofA;
            first[b[f]] += ofB;
            first[c[f]] += ofC;
            first[d[f]] += ofD;
        }
    }

    private static void Empty(Span<long> packed, Span<Vector128<long>> cells)
    {
        for (var i = 0; i < packed.Length; i++)
            cells[i] += HistogramCell.Of(packed[i]);
        packed.Clear();
    }
}
