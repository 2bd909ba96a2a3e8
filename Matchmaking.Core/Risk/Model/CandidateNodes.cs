using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Matchmaking.Core.Numerics;

namespace Matchmaking.Core.Risk.Model;

/// <summary>
/// The portfolio's loss at the points where a candidate's end is decided, one frequency at a time, weighted by the points' probability: the
/// nodes of the common factor, or, for a chain that the portfolio holds, the lattice points, with R(y) = sum of w_g w_h (rest given g) over
/// the nodes (g, h) that meet at y, and the chain's own positions at y.
/// </summary>
internal sealed class CandidateNodes
{
    private readonly SpectrumTable _rest;
    private readonly FactorLattice _lattice;
    private readonly SpectrumTable? _own;

    /// <summary>For a candidate that shares the common factor alone.</summary>
    public CandidateNodes(SpectrumTable rest, FactorLattice lattice) => (_rest, _lattice) = (rest, lattice);

    /// <summary>For one that shares a chain's factor with positions of the portfolio.</summary>
    public CandidateNodes(SpectrumTable rest, FactorLattice lattice, LossGroup own, Parallelism parallelism, RentedArrays room)
        : this(rest, lattice)
    {
        _own = new SpectrumTable(rest.Transform, lattice.Points, room);
        Transform(_own, own.Losses, parallelism, room);
    }

    /// <summary>Length of a row: the points, filled up with zeros.</summary>
    private int Width => Points.Width;

    /// <summary>Has a column for each point.</summary>
    private SpectrumTable Points => _own ?? _rest;

    public CandidateRow MakeRow() => new(Width, _lattice.ChainStride * (_lattice.ChainWeights.Length - 1), _rest.Width);

    /// <inheritdoc cref="SpectrumTable.Padded"/>
    public double[] Padded(double[] byPoint) => Points.Padded(byPoint);

    /// <summary>Fills a row with frequency k at every point.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Read(int k, CandidateRow row)
    {
        Weigh(_rest.Re.AsSpan(k * _rest.Width, _rest.Width), row.WeighedRe.AsSpan(row.Margin));
        Weigh(_rest.Im.AsSpan(k * _rest.Width, _rest.Width), row.WeighedIm.AsSpan(row.Margin));
        if (_own is null)
        {
            row.WeighedRe.AsSpan(row.Margin, Width).CopyTo(row.Re);
            row.WeighedIm.AsSpan(row.Margin, Width).CopyTo(row.Im);
            return;
        }

        var ownRe = _own.Re.AsSpan(k * Width, Width);
        var ownIm = _own.Im.AsSpan(k * Width, Width);
        for (var y = 0; y < Width; y += Vector256<double>.Count)
        {
            var (re, im) = Meeting(row, y);
            var (atRe, atIm) = (Vector256.LoadUnsafe(ref ownRe[y]), Vector256.LoadUnsafe(ref ownIm[y]));
            (re * atRe - im * atIm).StoreUnsafe(ref row.Re[y]);
            (re * atIm + im * atRe).StoreUnsafe(ref row.Im[y]);
        }
    }

    private static void Transform(SpectrumTable table, ConditionalLosses losses, Parallelism parallelism, RentedArrays room) =>
        parallelism.For(table.Batches, () => new SpectrumWork(table.Transform, losses.Stride, room), (batch, work) =>
        {
            work.Forward(batch, table.Nodes, losses.Cells, (node, sequence) => losses.At(node).CopyTo(sequence));
            table.Take(work.Data, batch, multiply: false);
        });

    private void Weigh(ReadOnlySpan<double> values, Span<double> weighed)
    {
        var weights = _lattice.CommonWeights;
        for (var i = 0; i < weights.Length; i++)
            weighed[i] = values[i] * weights[i];
    }

    /// <summary>Sum over the nodes of the chain's factor of their weight times what lies that many points before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (Vector256<double> Re, Vector256<double> Im) Meeting(CandidateRow row, int y)
    {
        var weights = _lattice.ChainWeights;
        var stride = _lattice.ChainStride;
        ref var re = ref row.WeighedRe[row.Margin + y];
        ref var im = ref row.WeighedIm[row.Margin + y];
        var (sumRe, sumIm) = (Vector256<double>.Zero, Vector256<double>.Zero);
        for (var j = 0; j < weights.Length; j++)
        {
            sumRe += Vector256.LoadUnsafe(ref Unsafe.Add(ref re, -j * stride)) * weights[j];
            sumIm += Vector256.LoadUnsafe(ref Unsafe.Add(ref im, -j * stride)) * weights[j];
        }

        return (sumRe, sumIm);
    }
}

/// <summary>Room for one frequency at every point.</summary>
/// <param name="width">Points, filled up to whole batches.</param>
/// <param name="margin">Zeros on both sides of the weighed values.</param>
/// <param name="common">Nodes of the common factor, filled up.</param>
internal sealed class CandidateRow(int width, int margin, int common)
{
    public double[] Re { get; } = new double[width];

    public double[] Im { get; } = new double[width];

    public int Margin { get; } = margin;

    public double[] WeighedRe { get; } = new double[margin + Math.Max(width, common) + 4];

    public double[] WeighedIm { get; } = new double[margin + Math.Max(width, common) + 4];
}
