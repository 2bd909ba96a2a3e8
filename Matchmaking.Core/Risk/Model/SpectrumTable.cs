using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Matchmaking.Core.Numerics;

namespace Matchmaking.Core.Risk.Model;

/// <summary>
/// Half spectra of real sequences, one sequence a node: frequencies x nodes, row-major, real and imaginary part apart. Rows are as wide as whole
/// <see cref="Batch"/>es; the nodes beyond the last hold zeros.
/// </summary>
internal sealed class SpectrumTable
{
    /// <summary>Sequences transformed together: two in the real and imaginary part of each of four lanes.</summary>
    public const int Batch = 8;

    private const int Lanes = 4;

    public SpectrumTable(FourierTransform transform, int nodes, RentedArrays room)
    {
        Transform = transform;
        Nodes = nodes;
        Width = (nodes + Batch - 1) / Batch * Batch;
        Frequencies = transform.Length / 2 + 1;
        // Every batch writes its columns before anything is read.
        Re = room.Numbers(Frequencies * Width);
        Im = room.Numbers(Frequencies * Width);
    }

    public FourierTransform Transform { get; }

    public int Nodes { get; }

    public int Width { get; }

    public int Batches => Width / Batch;

    public int Frequencies { get; }

    public double[] Re { get; }

    public double[] Im { get; }

    /// <summary>
    /// Puts eight real sequences into place before a transform: the first four into the real parts of the lanes, the others into the imaginary ones.
    /// </summary>
    /// <param name="data">Whatever it holds is overwritten.</param>
    /// <param name="sequences">Eight, of at least <paramref name="length"/> values.</param>
    /// <param name="length">How many values there are; the rest is 0.</param>
    public static void Put(FourSequences data, double[][] sequences, int length)
    {
        Interleave(sequences.AsSpan(0, Lanes), data.Re.AsSpan(0, length));
        Interleave(sequences.AsSpan(Lanes, Lanes), data.Im.AsSpan(0, length));
        data.Re.AsSpan(length, data.Length - length).Clear();
        data.Im.AsSpan(length, data.Length - length).Clear();
    }

    /// <summary>Values by node, filled up with zeros to the width of a row.</summary>
    public double[] Padded(double[] byNode)
    {
        var padded = new double[Width];
        byNode.CopyTo(padded, 0);
        return padded;
    }

    /// <summary>After a transform: takes the eight spectra apart and multiplies them into the table, or sets them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Take(FourSequences data, int batch, bool multiply)
    {
        for (var k = 0; k < Frequencies; k++)
        {
            var mirror = k == 0 ? 0 : data.Length - k;
            var (re, im, mirrorRe, mirrorIm) = (data.Re[k], data.Im[k], data.Re[mirror], data.Im[mirror]);
            var at = k * Width + batch * Batch;
            Set(at, (re + mirrorRe) * 0.5, (im - mirrorIm) * 0.5, multiply);
            Set(at + Lanes, (im + mirrorIm) * 0.5, (mirrorRe - re) * 0.5, multiply);
        }
    }

    /// <summary>
    /// Transforms one batch back. The conjugates go in, since the forward transform of the conjugate is the conjugate of the inverse one times N.
    /// </summary>
    /// <param name="data">Room for the transform.</param>
    /// <param name="batch">Which nodes.</param>
    /// <param name="sequences">Eight, of at least <paramref name="length"/> values: filled.</param>
    /// <param name="length">How many values of each are wanted.</param>
    public void Restore(FourSequences data, int batch, double[][] sequences, int length)
    {
        for (var k = 0; k < Frequencies; k++)
        {
            var at = k * Width + batch * Batch;
            var (aRe, aIm) = (Vector256.LoadUnsafe(ref Re[at]), Vector256.LoadUnsafe(ref Im[at]));
            var (bRe, bIm) = (Vector256.LoadUnsafe(ref Re[at + Lanes]), Vector256.LoadUnsafe(ref Im[at + Lanes]));
            (data.Re[k], data.Im[k]) = (aRe - bIm, -(aIm + bRe));
            if (k > 0)
                (data.Re[data.Length - k], data.Im[data.Length - k]) = (aRe + bIm, aIm - bRe);
        }

        Transform.Forward(data);
        for (var x = 0; x < length; x++)
        {
            var (first, second) = (data.Re[x] / data.Length, -data.Im[x] / data.Length);
            for (var lane = 0; lane < Lanes; lane++)
                (sequences[lane][x], sequences[Lanes + lane][x]) = (first[lane], second[lane]);
        }
    }

    /// <summary>All sequences, those beyond the last node included.</summary>
    public double[][] RestoreAll(int length, RentedArrays room)
    {
        double[][] all = [.. Enumerable.Range(0, Width).Select(_ => new double[length])];
        var data = new FourSequences(Transform.Length, room);
        for (var batch = 0; batch < Batches; batch++)
            Restore(data, batch, all[(batch * Batch)..((batch + 1) * Batch)], length);
        return all;
    }

    /// <summary>One frequency of the first nodes; the others are 0.</summary>
    public void Set(int k, ReadOnlySpan<(double Re, double Im)> values)
    {
        var row = k * Width;
        Re.AsSpan(row, Width).Clear();
        Im.AsSpan(row, Width).Clear();
        for (var i = 0; i < values.Length; i++)
            (Re[row + i], Im[row + i]) = values[i];
    }

    private static void Interleave(ReadOnlySpan<double[]> from, Span<Vector256<double>> to)
    {
        var a = from[0].AsSpan(0, to.Length);
        var b = from[1].AsSpan(0, to.Length);
        var c = from[2].AsSpan(0, to.Length);
        var d = from[3].AsSpan(0, to.Length);
        for (var x = 0; x < to.Length; x++)
            to[x] = Vector256.Create(a[x], b[x], c[x], d[x]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Set(int at, Vector256<double> re, Vector256<double> im, bool multiply)
    {
        if (multiply)
        {
            var (beforeRe, beforeIm) = (Vector256.LoadUnsafe(ref Re[at]), Vector256.LoadUnsafe(ref Im[at]));
            (re, im) = (re * beforeRe - im * beforeIm, re * beforeIm + im * beforeRe);
        }

        re.StoreUnsafe(ref Re[at]);
        im.StoreUnsafe(ref Im[at]);
    }
}
